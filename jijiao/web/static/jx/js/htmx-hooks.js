/* Everything that listens to htmx, in one file: its token, what arrives, what fails, and the events the server sends. */
(function () {
  'use strict';
  var jx = window.jx, body = document.body;

  body.addEventListener('htmx:configRequest', function (e) {
    var token = jx.token();
    if (!token || e.detail.verb === 'get') return;
    e.detail.headers['X-CSRFToken'] = token;
    var sent = e.detail.formData;
    if (sent.has('csrfmiddlewaretoken')) sent.set('csrfmiddlewaretoken', token);
  });

  /* what is swapped away must not take the message boxes with it */
  var wasHere = false;
  body.addEventListener('htmx:beforeSwap', function (e) {
    jx.home();
    wasHere = e.detail.target.contains(document.activeElement);
  });
  body.addEventListener('htmx:afterSwap', function (e) {
    var drawer = e.target.closest('#drawer');
    jx.arrive(e.target);
    if (drawer) jx.open(drawer);
    jx.drawSelections();
  });
  /* an outerHTML swap reports the old element: the new one is looked at once everything has settled */
  body.addEventListener('htmx:afterSettle', function (e) {
    if (!e.detail.elt.closest('#drawer')) jx.arrive(e.detail.elt);
    jx.drawSelections();
    /* the row one came from is gone: go on at the list, not at the top of the page */
    var list = wasHere && document.activeElement === body && (jx.$('main .tbl-wrap') || jx.$('main h1'));
    wasHere = false;
    if (!list) return;
    if (!list.hasAttribute('tabindex')) list.tabIndex = -1;
    list.focus({ preventScroll: true });
  });

  var WORDS = {
    403: '您的角色没有这项权限，或者页面已过期。请刷新后再试。',
    404: '这条记录已被处理或移走，请刷新列表。',
    413: '文件太大，没有上传成功。',
    429: '操作太频繁，请稍后再试。'
  };
  body.addEventListener('htmx:responseError', function (e) {
    var status = e.detail.xhr.status;
    if (status === 401 || status === 409) return;
    jx.say(WORDS[status] || '没有保存成功，请稍后再试；您填写的内容还在。', true);
  });
  body.addEventListener('htmx:sendError', function () {
    jx.say('网络不通，没有保存成功；您填写的内容还在。', true);
  });

  body.addEventListener('sessionExpired', function () { jx.open(document.getElementById('session-over')); });
  body.addEventListener('refusal', function (e) { jx.say(e.detail.text, true); });
  body.addEventListener('toast', function (e) {
    jx.close(document.getElementById('drawer'));
    jx.say(e.detail.text, false);
  });
})();

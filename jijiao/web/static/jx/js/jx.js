/* Small behaviours shared by all pages. No inline handlers (strict content security policy), ES2017 at most.
   window.jx holds what the other two files use. */
(function () {
  'use strict';
  var root = document.documentElement;
  function $(selector, within) { return (within || document).querySelector(selector); }
  function $$(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  function on(event, selector, act) {
    document.addEventListener(event, function (e) {
      var target = e.target.closest && e.target.closest(selector);
      if (target) act(e, target);
    });
  }

  root.classList.add('js');

  /* Django renews its token at sign-in, perhaps in another window; a form sends the one that holds now */
  function token() {
    var found = /(?:^|;\s*)(?:__Host-|__Secure-)?csrftoken=([^;]+)/.exec(document.cookie);
    return found ? found[1] : '';
  }
  document.addEventListener('submit', function (e) {
    var field = $('input[name=csrfmiddlewaretoken]', e.target);
    if (field && token()) field.value = token();
  }, true);

  /* 大字版 and 高对比度: at once here, and kept by the server, which renders them from then on */
  var NEXT = { '': 'lg', lg: 'xl', xl: '' };
  var NAMES = { '': '标准字', lg: '大字版', xl: '特大字' };
  on('click', 'form[data-display] button', function (e, button) {
    e.preventDefault();
    var sent = new FormData(button.form);
    sent.set(button.name, button.value);
    sent.set('csrfmiddlewaretoken', token() || sent.get('csrfmiddlewaretoken'));
    fetch(button.form.action, { method: 'POST', body: sent, credentials: 'same-origin', redirect: 'manual' });
    root.setAttribute('data-' + button.name, button.value);
    if (!button.value) root.removeAttribute('data-' + button.name);
    var size = root.getAttribute('data-size') || '', contrast = root.getAttribute('data-theme') === 'contrast';
    $$('form[data-display] button[name=size]').forEach(function (b) { b.value = NEXT[size]; $('[data-label]', b).textContent = NAMES[NEXT[size]]; });
    $$('form[data-display] button[name=theme]').forEach(function (b) { b.value = contrast ? '' : 'contrast'; b.setAttribute('aria-pressed', contrast); });
  });

  /* side menu on narrow screens, pop-up menus, folded conditions */
  function side(open) {
    $('#side').classList.toggle('open', open);
    $('[data-side]').setAttribute('aria-expanded', open);
  }
  on('click', '[data-side]', function () { side(!$('#side').classList.contains('open')); });
  on('click', '[data-filter]', function (e, button) {
    var filter = button.closest('.filter'), open = filter.classList.toggle('open'), more = $('.filter-more', filter);
    if (more) more.open = open;
    button.setAttribute('aria-expanded', open);
    button.textContent = open ? '收起条件' : '更多条件';
  });
  document.addEventListener('click', function (e) {
    $$('details[data-pop][open]').forEach(function (menu) { if (!menu.contains(e.target)) menu.open = false; });
  });
  document.addEventListener('keydown', function (e) {
    if (e.key !== 'Escape') return;
    $$('details[data-pop][open]').forEach(function (menu) { menu.open = false; $('summary', menu).focus(); });
    if ($('#side.open')) { side(false); $('[data-side]').focus(); }
  });

  /* dialogs and drawers; focus goes back to what opened them */
  var opener = null;
  function open(dialog) {
    if (!dialog) return;
    if (!dialog.open) opener = document.activeElement;
    if (!dialog.open && dialog.showModal) dialog.showModal();
    else dialog.setAttribute('open', '');
    var first = $('[data-errors]', dialog) || $('[data-focus]', dialog);
    if (first) first.focus();
  }
  function close(dialog) {
    if (!dialog || !dialog.open) return;
    if (dialog.close) dialog.close();
    else dialog.removeAttribute('open');
  }
  function mark(row) {
    $$('tr[data-opened]').forEach(function (r) { r.removeAttribute('data-opened'); });
    if (row) row.setAttribute('data-opened', '');
  }
  on('click', '[data-open]', function (e, button) {
    e.preventDefault();
    if (button.getAttribute('aria-disabled') !== 'true') open($(button.dataset.open));
  });
  on('click', '[hx-target="#drawer"]', function (e, link) { if (link.closest('tr')) mark(link.closest('tr')); });
  on('click', '[data-close]', function (e, button) { close(button.closest('dialog')); });
  on('click', 'dialog.drawer', function (e, drawer) { if (e.target === drawer) close(drawer); });
  document.addEventListener('close', function () {
    mark(null);
    home();
    if (opener && opener.isConnected) opener.focus();
  }, true);

  /* sentences that are often used as a reason */
  on('click', '[data-reason]', function (e, button) {
    var text = document.getElementById(button.dataset.reason);
    text.value = (text.value ? text.value + '；' : '') + button.textContent.trim();
    text.focus();
  });

  /* printing; a select that sends its form; a page is sent once */
  on('click', '[data-print]', function () { window.print(); });
  on('change', 'select[data-submit]', function (e, select) { select.form.submit(); });
  document.addEventListener('submit', function (e) {
    var form = e.target;
    if (e.defaultPrevented || form.method !== 'post' || form.hasAttribute('hx-post')) return;
    if (form.dataset.sent) { e.preventDefault(); return; }
    form.dataset.sent = '1';
    $$('button[type=submit]', form).forEach(function (b) { b.setAttribute('aria-busy', 'true'); });
  });
  window.addEventListener('pageshow', function () {
    $$('form[data-sent]').forEach(function (form) {
      delete form.dataset.sent;
      $$('[aria-busy]', form).forEach(function (b) { b.removeAttribute('aria-busy'); });
    });
  });
  /* a shared computer keeps nothing of the person who leaves */
  on('submit', 'form[data-leave]', function () { try { sessionStorage.clear(); } catch (e) { /* private mode */ } });

  /* tables that become cards lose their meaning in the engine unless it is said */
  function cards(within) {
    $$('table[data-cards]', within).forEach(function (table) {
      table.setAttribute('role', 'table');
      $$('thead,tbody', table).forEach(function (n) { n.setAttribute('role', 'rowgroup'); });
      $$('tr', table).forEach(function (n) { n.setAttribute('role', 'row'); });
      $$('th', table).forEach(function (n) { n.setAttribute('role', n.scope === 'row' ? 'rowheader' : 'columnheader'); });
      $$('td', table).forEach(function (n) { n.setAttribute('role', 'cell'); });
    });
  }

  var timer = null;
  function say(text, bad) {
    var box = $(bad ? '#alarm' : '#toast');
    if (!box) return;
    /* an open dialog lies over everything else on the page, so the words go into it */
    ($$('dialog[open]').pop() || document.body).appendChild(box);
    clearTimeout(timer);
    $$('.toast').forEach(function (n) { n.hidden = true; });
    box.hidden = false;
    $('[data-text]', box).textContent = text;
    /* what needs an act stays until it is read */
    if (!bad) timer = setTimeout(function go() {
      if (box.matches(':hover') || box.contains(document.activeElement)) timer = setTimeout(go, 2000);
      else box.hidden = true;
    }, 6000);
  }
  function home() { $$('.toast').forEach(function (box) { document.body.appendChild(box); }); }
  on('click', '[data-toast-close]', function (e, button) { button.closest('.toast').hidden = true; });

  function arrive(within) {
    cards(within);
    var errors = $('[data-errors]', within);
    if (errors) errors.focus();
  }
  window.jx = { $: $, $$: $$, on: on, open: open, close: close, say: say, home: home, token: token, arrive: arrive };
  arrive(document);
})();

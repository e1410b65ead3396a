/* Ticks over several pages of a list. Row ids (nothing personal) are kept per list in sessionStorage; on sending, those of
   other pages go along as hidden inputs, or the conditions go instead of ids when everything that matches is meant. */
(function () {
  'use strict';
  var $ = window.jx.$, $$ = window.jx.$$;

  function key(form) { return 'jx-chosen ' + location.pathname + ' ' + form.id; }
  function read(form) {
    var kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(key(form))); } catch (e) { /* private mode, or not ours */ }
    var fresh = { conditions: form.dataset.conditions, ids: {} };
    /* other conditions make another list: what was ticked under the old ones is not carried into it */
    return kept && kept.ids && kept.conditions === form.dataset.conditions ? kept : fresh;
  }
  function write(form, kept) { try { sessionStorage.setItem(key(form), JSON.stringify(kept)); } catch (e) { /* full */ } }
  function boxes(form) { return $$('input[name=chosen][form="' + form.id + '"]'); }

  function draw(form) {
    if (!$('[data-n]', form)) return;
    var kept = read(form), total = +form.dataset.total, all = form.dataset.everything === '1';
    var count = all ? total : Object.keys(kept.ids).length, here = 0;
    boxes(form).forEach(function (box) {
      box.checked = all || !!kept.ids[box.value];
      box.disabled = all;
      if (box.checked) here += 1;
      box.closest('tr').setAttribute('aria-selected', box.checked);
    });
    var head = $('[data-pick-all="' + form.id + '"]'), shown = boxes(form).length;
    if (head) {
      head.hidden = false;
      head.checked = here === shown && here > 0;
      head.indeterminate = here > 0 && here < shown;
    }
    form.classList.toggle('live', count > 0);
    $$('[data-n]', form).forEach(function (n) { n.textContent = count; });
    $('[data-none]', form).hidden = count > 0;
    $('[data-some]', form).hidden = count === 0;
    $('[data-here]', form).textContent = all ? '全部符合条件的记录' : '本页 ' + here + ' 条';
    $('[data-all]', form).hidden = all || count >= total;
    $$('[data-needs]', form).forEach(function (b) { b.setAttribute('aria-disabled', count === 0); });
  }

  function everything(form, yes) {
    if (yes) form.dataset.everything = '1';
    else delete form.dataset.everything;
  }
  function carry(form, name, value) {
    var input = document.createElement('input');
    input.type = 'hidden'; input.name = name; input.value = value; input.setAttribute('data-carried', '');
    form.appendChild(input);
  }

  document.addEventListener('change', function (e) {
    var all = e.target.closest('[data-pick-all]'), form = all ? document.getElementById(all.dataset.pickAll) : e.target.form;
    if (!form || !form.hasAttribute('data-bulk') || !(all || e.target.name === 'chosen')) return;
    var kept = read(form);
    everything(form, false);
    (all ? boxes(form) : [e.target]).forEach(function (box) {
      if (all ? all.checked : box.checked) kept.ids[box.value] = 1;
      else delete kept.ids[box.value];
    });
    write(form, kept);
    draw(form);
  });
  window.jx.on('click', '[data-bulk] [data-all]', function (e, b) { everything(b.form, true); draw(b.form); });
  window.jx.on('click', '[data-bulk] [data-clear]', function (e, b) {
    everything(b.form, false);
    write(b.form, { conditions: b.form.dataset.conditions, ids: {} });
    draw(b.form);
  });
  window.jx.on('click', '[data-needs][aria-disabled=true]', function (e) { e.preventDefault(); });
  document.addEventListener('submit', function (e) {
    var form = e.target;
    if (!form.hasAttribute('data-bulk') || e.defaultPrevented) return;
    $$('[data-carried]', form).forEach(function (n) { n.remove(); });
    if (form.dataset.everything) {
      carry(form, 'everything', '1');
      carry(form, 'conditions', form.dataset.conditions);
      carry(form, 'seen', form.dataset.total);
    } else {
      var shown = boxes(form).map(function (box) { return box.value; });
      Object.keys(read(form).ids).forEach(function (id) { if (shown.indexOf(id) < 0) carry(form, 'chosen', id); });
    }
    write(form, { conditions: form.dataset.conditions, ids: {} });
  });

  window.jx.drawSelections = function () { $$('form[data-bulk]').forEach(draw); };
  window.jx.drawSelections();
})();

/* The challenge: works the puzzle out while the person types, and hides the picture; ES2017 at most. */
(function () {
  'use strict';
  var box = document.querySelector('[data-challenge]');
  if (!box) return;
  var form = box.closest('form'), said = box.querySelector('[data-working]'), seen = box.querySelector('[data-seen]');
  var puzzle = form.querySelector('input[name=puzzle]').value, solution = form.querySelector('input[name=solution]');
  var subtle = window.crypto && window.crypto.subtle, AT_ONCE = 256, waiting = false;

  function zeros(bytes) {
    for (var i = 0; i < bytes.length; i++) if (bytes[i]) return i * 8 + Math.clz32(bytes[i]) - 24;
    return bytes.length * 8;
  }
  function look(from, bits) {
    var tries = [];
    for (var n = from; n < from + AT_ONCE; n++) tries.push(subtle.digest('SHA-256', new TextEncoder().encode(puzzle + ':' + n)));
    return Promise.all(tries).then(function (found) {
      for (var i = 0; i < found.length; i++) if (zeros(new Uint8Array(found[i])) >= bits) return from + i;
      return new Promise(function (go) { setTimeout(go, 0); }).then(function () { return look(from + AT_ONCE, bits); });
    });
  }
  /* a secure context is needed: elsewhere the picture stays */
  if (subtle && window.TextEncoder) {
    /* what was found wrong with the digits stays in sight, and the link to it leads there */
    seen.hidden = !seen.querySelector('.err');
    said.hidden = false;
    look(0, parseInt(puzzle, 10)).then(function (number) {
      solution.value = number;
      said.textContent = '已确认，请继续';
      if (waiting) form.submit();
    }, function () { seen.hidden = false; said.hidden = true; waiting = false; });
    form.addEventListener('submit', function (e) {
      if (solution.value || !seen.hidden) return;
      e.preventDefault();
      waiting = true;
      said.textContent = '正在确认不是机器操作，完成后自动提交';
    });
  }

  var another = box.querySelector('[data-another]');
  another.addEventListener('click', function () {
    fetch(another.dataset.another, { headers: { 'X-Requested-With': 'XMLHttpRequest' }, credentials: 'same-origin' })
      .then(function (answer) { return answer.json(); })
      .then(function (fresh) {
        var picture = box.querySelector('[data-picture]');
        picture.querySelector('img').src = fresh.image_url;
        picture.querySelector('[data-spoken]').href = fresh.image_url.replace(/image\/(.*)\/$/, 'audio/$1.wav');
        box.querySelector('input[name=challenge_0]').value = fresh.key;
        box.querySelector('input[name=challenge_1]').focus();
      });
  });
})();

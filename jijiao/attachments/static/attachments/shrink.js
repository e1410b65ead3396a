/* A phone's photo is larger than what is taken: it is drawn smaller before it is sent. Where that cannot be done, the
   file goes as it is and the server says that it is too large. */
(function () {
  'use strict';
  /* every input brings the script along */
  if (window.jx.shrinks) return;
  window.jx.shrinks = true;
  var jx = window.jx, SIDE = 2000, HEAD = 65540, busy = 0, again = null;
  /* older engines draw a photo as it lies in the file: which way is up goes along for the server to see */
  var upright = window.CSS && CSS.supports('image-orientation', 'from-image');

  function read(blob, how) {
    return new Promise(function (done, fail) {
      var reader = new FileReader();
      reader.onload = function () { done(reader.result); };
      reader.onerror = fail;
      reader[how](blob);
    });
  }
  function open(file) {
    return read(file, 'readAsDataURL').then(function (address) {
      return new Promise(function (done, fail) {
        var image = new Image();
        image.onload = function () { done(image); };
        image.onerror = fail;
        image.src = address;
      });
    });
  }
  function draw(image, most, side, quality) {
    var scale = Math.min(1, side / Math.max(image.width, image.height));
    var canvas = document.createElement('canvas'), pen = canvas.getContext('2d');
    canvas.width = image.width * scale;
    canvas.height = image.height * scale;
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise(function (done) { canvas.toBlob(done, 'image/jpeg', quality); }).then(function (blob) {
      if (blob.size <= most) return blob;
      return quality > 0.6 ? draw(image, most, side, quality - 0.1) : draw(image, most, side * 0.8, 0.8);
    });
  }
  function turned(file, blob) {
    if (upright) return blob;
    return read(file.slice(0, 6), 'readAsArrayBuffer').then(function (start) {
      var b = new Uint8Array(start);
      if (b[0] !== 0xFF || b[2] !== 0xFF || b[3] !== 0xE1) return blob;
      return new Blob([blob.slice(0, 2), file.slice(2, 4 + b[4] * 256 + b[5]), blob.slice(2)]);
    });
  }
  function small(file, most) {
    if (file.size <= most) return file;
    return open(file)
      .then(function (image) { return draw(image, upright ? most : most - HEAD, SIDE, 0.9); })
      .then(function (blob) { return turned(file, blob); })
      .then(function (blob) { return new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }); })
      .catch(function () { return file; });
  }
  function put(input, files) {
    try {
      var all = new DataTransfer();
      files.forEach(function (file) { all.items.add(file); });
      input.files = all.files;
      jx.say('照片较大，已自动缩小', false);
    } catch (e) { /* too old */ }
  }

  jx.on('change', 'input[data-most]', function (e, input) {
    var files = [].slice.call(input.files), most = +input.dataset.most;
    if (!files.some(function (file) { return file.size > most; })) return;
    busy += 1;
    Promise.all(files.map(function (file) { return small(file, most); })).then(function (done) {
      if (files.every(function (file, n) { return input.files[n] === file; }) && done.some(function (file, n) { return file !== files[n]; })) put(input, done);
      busy -= 1;
      if (!busy && again) again.click();
      again = null;
    });
  });
  /* sent meanwhile: goes once all is small */
  document.addEventListener('submit', function (e) {
    if (!busy || !jx.$('input[data-most]', e.target)) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    again = e.submitter || document.activeElement;
  }, true);
})();

// Texts on the page whose contrast to what is behind them is below 4.5 (3 for large ones), each as "text: contrast".
(function () {
  var canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  var context = canvas.getContext('2d', {willReadFrequently: true});

  // Paints the colours of an element's ancestors and its own over each other and reads what comes out.
  function paint(colours) {
    context.clearRect(0, 0, 1, 1);
    colours.forEach(function (colour) {
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
    });
    return [].slice.call(context.getImageData(0, 0, 1, 1).data, 0, 3);
  }

  function luminance(rgb) {
    var linear = rgb.map(function (channel) {
      var c = channel / 255;
      return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }

  function papers(element) {
    var colours = [];
    for (var e = element; e; e = e.parentElement) {
      colours.unshift(getComputedStyle(e).backgroundColor);
    }
    var page = getComputedStyle(document.documentElement).getPropertyValue('--background');
    return [page || (matchMedia('(prefers-color-scheme: dark)').matches ? '#000' : '#fff')].concat(colours);
  }

  var bad = [];
  var seen = 0;
  var texts = document.createTreeWalker(document.querySelector('.gitops-report, .gitops-history'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    var element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.getClientRects().length || element.closest('.gitops-hidden')) {
      continue;
    }
    seen++;
    var style = getComputedStyle(element);
    var behind = papers(element);
    var a = luminance(paint(behind.concat(style.color)));
    var b = luminance(paint(behind));
    var contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < (parseFloat(style.fontSize) >= 24 ? 3 : 4.5)) {
      bad.push(texts.currentNode.data.trim().slice(0, 40) + ': ' + contrast.toFixed(2));
    }
  }
  return seen > 10 ? bad : ['only ' + seen + ' texts were found'];
})()

// Comforts that a page of details and links cannot have by itself. Without this script everything can still be read.
(function () {
  'use strict';

  function openTarget() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === 'DETAILS') {
        node.open = true;
      }
    }
    if (target) {
      target.scrollIntoView();
    }
  }

  // Side by side, an unchanged line stands on both sides.
  function addTwins(report) {
    report.querySelectorAll('.gitops-diff tbody:not([class]) tr').forEach(function (row) {
      var twin = row.cells[3].cloneNode(true);
      twin.className = 'gitops-twin';
      twin.setAttribute('aria-hidden', 'true');
      row.appendChild(twin);
    });
  }

  function setUp(report) {
    var items = Array.prototype.slice.call(report.querySelectorAll('.gitops-objects > li'));
    var names = items.map(function (item) {
      return item.querySelector('.gitops-object__name').textContent.toLowerCase();
    });
    var filter = report.querySelector('[data-gitops-filter]');
    var status = report.querySelector('[data-gitops-status]');
    filter.addEventListener('input', function () {
      var words = filter.value.toLowerCase().split(/\s+/);
      var shown = 0;
      items.forEach(function (item, i) {
        item.hidden = !words.every(function (word) { return names[i].indexOf(word) >= 0; });
        shown += item.hidden ? 0 : 1;
      });
      status.textContent = filter.value.trim() ? shown + ' of ' + items.length : '';
    });
    var split = report.querySelector('.gitops-split input');
    split.addEventListener('change', function () {
      if (split.checked && !report.querySelector('.gitops-twin')) {
        addTwins(report);
      }
    });
    report.querySelectorAll('[data-gitops-open]').forEach(function (button) {
      button.addEventListener('click', function () {
        report.querySelectorAll('.gitops-object').forEach(function (object) {
          object.open = button.dataset.gitopsOpen === 'all' && object.offsetParent !== null;
        });
      });
    });
    report.querySelectorAll('.gitops-tools [hidden]').forEach(function (tool) {
      tool.hidden = false;
    });
  }

  document.querySelectorAll('.gitops-report').forEach(function (report) {
    if (report.querySelector('[data-gitops-filter]')) {
      setUp(report);
    }
  });
  window.addEventListener('hashchange', openTarget);
  openTarget();
})();

// Comforts that a page of details, links and style cannot have by itself. Without this script everything can still be
// read, filtered by result and kind, and compared side by side.
(function () {
  'use strict';

  function list(nodes) {
    return Array.prototype.slice.call(nodes);
  }

  function openTarget() {
    var id = '';
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch (ignored) {
      return;
    }
    var target = id && document.getElementById(id);
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === 'DETAILS') {
        node.open = true;
      }
    }
    if (target) {
      target.scrollIntoView();
    }
  }

  // Side by side, an unchanged line stands on both sides, and lines that took each other's place are of one height.
  function prepareSplit(report) {
    report.querySelectorAll('.gitops-diff tbody:not([class])').forEach(function (same) {
      list(same.rows).forEach(function (row) {
        var twin = row.cells[3].cloneNode(true);
        twin.className = 'gitops-twin';
        twin.setAttribute('aria-hidden', 'true');
        row.appendChild(twin);
      });
      same.className = 'gitops-both';
    });
    report.querySelectorAll('.gitops-old + .gitops-new').forEach(function (added) {
      var removed = added.previousElementSibling;
      var rows = Math.max(added.rows.length, removed.rows.length);
      [removed, added].forEach(function (side) {
        side.classList.add('gitops-aligned');
        side.style.gridRowEnd = 'span ' + rows;
      });
    });
  }

  // Parts of the page that are loaded when somebody wants to see them; each is a link to a page of its own.
  function Loader(root, loaded) {
    // What comes into sight is wanted; a list goes on only when somebody asks for more of it.
    var sight = 'IntersectionObserver' in window && new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (entry.isIntersecting) {
          sight.unobserve(entry.target);
          load(entry.target);
        }
      });
    });

    function watch() {
      list(root.querySelectorAll('details .gitops-load > a')).forEach(function (link) {
        if (sight && !link.gitopsLoading) {
          sight.observe(link);
        }
      });
    }

    // More objects go to those that are there; everything else takes the place of its link.
    function put(link, html) {
      var part = document.createRange().createContextualFragment(html);
      list(part.children).forEach(function (child) {
        if (child.tagName === 'LI') {
          root.querySelector('.gitops-objects').appendChild(child);
        }
      });
      link.parentElement.replaceWith(part);
      watch();
      loaded();
    }

    function load(link) {
      link.gitopsLoading = true;
      return fetch(link.href + '/fragment', {credentials: 'same-origin'}).then(function (answer) {
        if (!answer.ok || answer.redirected) {
          throw new Error(answer.status);
        }
        return answer.text();
      }).then(function (html) {
        put(link, html);
      }).catch(function () {
        link.textContent = 'Could not be loaded. Open it as a page';
      });
    }

    function all() {
      var link = root.querySelector('.gitops-list > .gitops-load > a');
      if (link && !link.gitopsLoading) {
        load(link).then(all);
      }
    }

    root.addEventListener('click', function (event) {
      var link = event.target.closest('.gitops-load > a');
      if (link && !link.gitopsLoading && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        load(link);
      }
    });
    watch();
    return {all: all};
  }

  function Report(root) {
    var filter = root.querySelector('[data-gitops-filter]');
    var status = root.querySelector('[data-gitops-status]');
    var nothing = root.querySelector('[data-gitops-nothing]');
    var matches = root.querySelector('[data-gitops-matches]');
    var split = root.querySelector('.gitops-split input');
    var texts = new Map();
    var loader = Loader(root, function () {
      side();
      update();
    });

    // Both grow when a part of the page is loaded.
    function items() {
      return list(root.querySelectorAll('.gitops-objects > li'));
    }

    function same() {
      return list(root.querySelectorAll('.gitops-same tbody tr'));
    }

    function textOf(element) {
      if (!texts.has(element)) {
        texts.set(element, (element.querySelector('summary') || element).textContent.toLowerCase());
      }
      return texts.get(element);
    }

    function isShown(element) {
      return element.getClientRects().length > 0;
    }

    function match(elements, words) {
      return elements.filter(function (element) {
        element.hidden = !words.every(function (word) { return textOf(element).indexOf(word) >= 0; });
        return !element.hidden;
      }).length;
    }

    function update() {
      var words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
      var all = items();
      match(all, words);
      var matched = match(same(), words);
      var shown = all.filter(isShown).length;
      status.textContent = shown < all.length ? shown + ' of ' + all.length + ' shown' : '';
      nothing.hidden = shown > 0;
      if (matches) {
        matches.textContent = words.length ? matched + ' match' + (matched === 1 ? 'es' : '') : '';
      }
    }

    function openAll(open) {
      items().filter(isShown).forEach(function (item) { item.firstElementChild.open = open; });
    }

    function step(by) {
      var shown = items().filter(isShown);
      var here = shown.findIndex(function (item) { return item.contains(document.activeElement); });
      var next = here < 0 ? (by > 0 ? 0 : shown.length - 1) : here + by;
      if (shown[next]) {
        shown[next].querySelector('summary').focus();
      }
    }

    function side() {
      if (split.checked) {
        prepareSplit(root);
      }
    }

    // Filters are for all objects, so all of them must be there.
    function filtered() {
      update();
      loader.all();
    }

    // The text is for a moment what has happened, since nothing else on the page shows it.
    function copy(event) {
      var link = event.target.closest('.gitops-copy');
      if (link && navigator.clipboard && !event.ctrlKey && !event.metaKey) {
        var words = link.textContent;
        navigator.clipboard.writeText(link.href).then(function () {
          link.textContent = 'Link copied';
          setTimeout(function () { link.textContent = words; }, 1500);
        }, function () {});
      }
    }

    function press(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || !root.hasAttribute('data-gitops-keys')) {
        return;
      }
      if (event.key === 'Escape' && document.activeElement === filter) {
        filter.value = '';
        update();
        filter.blur();
      }
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'checkbox'
          && event.target.type !== 'radio') {
        return;
      }
      var actions = {
        '/': function () { filter.focus(); },
        'j': function () { step(1); },
        'k': function () { step(-1); },
        'e': function () { openAll(true); },
        'c': function () { openAll(false); },
        's': function () { split.click(); }
      };
      if (Object.prototype.hasOwnProperty.call(actions, event.key)) {
        event.preventDefault();
        actions[event.key]();
      }
    }

    filter.addEventListener('input', filtered);
    root.querySelector('.gitops-tools').addEventListener('change', filtered);
    split.addEventListener('change', side);
    root.addEventListener('click', copy);
    document.addEventListener('keydown', press);
    list(root.querySelectorAll('[data-gitops-open]')).forEach(function (button) {
      button.addEventListener('click', function () { openAll(button.dataset.gitopsOpen === 'all'); });
    });
    list(root.querySelectorAll('.gitops-tools [hidden], .gitops-keys')).forEach(function (tool) {
      tool.hidden = false;
    });
    // A browser that goes back shows the choices as they were left.
    side();
    update();
  }

  function start() {
    list(document.querySelectorAll('.gitops-report')).forEach(function (root) {
      if (root.querySelector('[data-gitops-filter]')) {
        Report(root);
      } else {
        Loader(root, function () {});
      }
    });
    window.addEventListener('hashchange', openTarget);
    openTarget();
  }

  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', start);
  } else {
    start();
  }
})();

/* Stand-ins for the vendors' SDKs: each takes over its loader's stub in the way the real one does. `?name` says which. */
(function (name) {
  var takeOver = {
    // Drains at once what it can, and the rest a task later through the same slot.
    fbq: function () {
      var n = window.fbq;
      n.callMethod = function () {
        seeCall('fbq', this, arguments);
        if (arguments[0] === 'throw') throw (window.thrown = new Error('page'));
        return 'called';
      };
      n.callMethod.apply(n, n.queue.shift());
      setTimeout(function () { while (n.queue.length) n.callMethod.apply(n, n.queue.shift()); }, 0);
    },
    ttq: function () {
      var ttq = window.ttq;
      var queued = ttq.splice(0).concat(ttq._i.CTEST);
      ['page', 'track', 'identify'].forEach(function (method) {
        ttq[method] = function () { seeCall('ttq.' + method, this, arguments); return 'tracked'; };
      });
      function Instance() {}
      Instance.prototype.track = function () { seeCall('instance.track', this, arguments); return 'instance'; };
      ttq.instance = function () { return new Instance(); };
      queued.forEach(function (item) { ttq[item[0]].apply(ttq, item.slice(1)); });
    },
    // As Tag Manager: an own `push` before the one that was there, and tags that push in turn.
    gtm: function () {
      var layer = window.dataLayer;
      var before = layer.push;
      var handle = function (item) {
        seeCall('gtm', undefined, [item]);
        if (item.event === 'two') gtag('event', 'from a tag', { transaction_id: 'T-3' });
      };
      layer.push = function () {
        var items = [].slice.call(arguments, 0);
        before.apply(layer, items);
        items.forEach(handle);
        while (layer.length > 300) layer.shift();
        return true;
      };
      layer.slice().forEach(handle);
    },
    oaiq: function () {
      var queued = window.oaiq.q;
      window.oaiq = function () { seeCall('oaiq', this, arguments); };
      queued.forEach(function (args) { window.oaiq.apply(null, args); });
    },
    pintrk: function () {
      var queue = window.pintrk.queue;
      var handle = function (args) { seeCall('pintrk', undefined, args); };
      queue.splice(0).forEach(handle);
      queue.push = function (args) { handle(args); return 0; };
    },
    snaptr: function () {
      var a = window.snaptr;
      a.handleRequest = function () { seeCall('snaptr', this, arguments); return 'handled'; };
      a.queue.splice(0).forEach(function (args) { a.handleRequest.apply(a, args); });
    },
    lintrk: function () {
      var queued = window.lintrk.q;
      window.lintrk = function (a, b) { seeCall('lintrk', this, arguments); };
      window.lintrk.q = queued;
      queued.forEach(function (args) { window.lintrk.apply(null, args); });
    },
    rdt: function () {
      var p = window.rdt;
      p.sendEvent = function () { seeCall('rdt', this, arguments); return 'sent'; };
      p.callQueue.forEach(function (args) { p.sendEvent.apply(p, args); });
      p.callQueue = [];
    },
    twq: function () {
      var s = window.twq;
      s.exe = function () { seeCall('twq', this, arguments); return 'done'; };
      while (s.queue.length) s.exe.apply(s, s.queue.shift());
    },
    uetq: function () {
      window.UET = function (options) {
        this.push = function () { seeCall('uetq', this, arguments); return 'uet'; };
        this.push.apply(this, options.q);
      };
    },
  };
  takeOver[name]();
})(new URL(document.currentScript.src).search.slice(1));

/* What a page can see of its own calls, told the same way with the hook and without it. Loaded first. */
var seen = [];
var see = function (what, value) {
  seen.push([what, value]);
};
/* A value as the page sees it: kind, name, length, text, own properties with their flags. */
var describeValue = function (value) {
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return String(value);
  var own = Object.getOwnPropertyNames(value).map(function (key) {
    var found = Object.getOwnPropertyDescriptor(value, key);
    var flags = ['value' in found ? 'data' : 'accessor', found.writable, found.enumerable, found.configurable].join(' ');
    return key + ': ' + flags + (typeof found.value === 'function' ? ' ' + found.value.name + '/' + found.value.length : '');
  });
  return { kind: typeof value, tag: Object.prototype.toString.call(value), isArray: Array.isArray(value), text: typeof value === 'function' ? Function.prototype.toString.call(value) + value : '', own: own };
};
var GLOBALS = ['fbq', '_fbq', 'ttq', 'dataLayer', 'gtag', 'oaiq', 'pintrk', 'snaptr', 'lintrk', 'rdt', 'twq', 'uetq'];
var seeGlobals = function (when) {
  GLOBALS.forEach(function (name) {
    var found = Object.getOwnPropertyDescriptor(window, name);
    see(when + ' ' + name, {
      type: typeof window[name],
      isIn: name in window,
      own: Object.prototype.hasOwnProperty.call(window, name),
      descriptor: found ? [Object.keys(found).join(), found.writable, found.enumerable, found.configurable] : null,
      value: describeValue(window[name]),
      keys: found && found.value ? Object.keys(found.value) : null,
      forIn: (function () { var all = []; for (var key in window[name]) all.push(key); return all; })(),
      json: Array.isArray(window[name]) ? JSON.stringify(window[name]) : null,
    });
  });
  see(when + ' keys of window', Object.keys(window).filter(function (key) { return key !== 'seen'; }));
};
/* What an SDK was called with: the arguments, their number, and `this`. */
var seeCall = function (name, self, args) {
  var named = { window: window, fbq: window.fbq, ttq: window.ttq, dataLayer: window.dataLayer, snaptr: window.snaptr, rdt: window.rdt, twq: window.twq, uetq: window.uetq };
  var who = self === undefined ? 'undefined' : Object.keys(named).find(function (key) { return named[key] === self; }) || typeof self;
  see('SDK ' + name, [who, args.length, JSON.stringify(Array.prototype.slice.call(args))]);
};
/* Order of tasks and microtasks around a moment. */
var seeOrder = function (moment) {
  see(moment, 'now');
  Promise.resolve().then(function () { see(moment, 'microtask'); });
  queueMicrotask(function () { see(moment, 'second microtask'); });
  setTimeout(function () { see(moment, 'task'); }, 0);
};
addEventListener('error', function (event) { see('error', event.message); });
addEventListener('unhandledrejection', function (event) { see('rejection', String(event.reason)); });

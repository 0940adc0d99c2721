// A page under its own service worker: sends once the worker controls it, and has the worker send as well.
const THROUGH_WORKER = ['image', 'fetchText', 'fetchKeepalive', 'beaconText', 'xhrText', 'fetchBlob', 'fetchParams', 'redirect302', 'synthetic'];
const controlled = new Promise((resolve) => {
  if (navigator.serviceWorker.controller) resolve();
  navigator.serviceWorker.addEventListener('controllerchange', () => resolve());
});
await navigator.serviceWorker.register('/page-worker.js');
await controlled;
navigator.serviceWorker.controller.postMessage({ context: 'pageWorker', senders: ['fetchText', 'fetchBlob'] });
await sendAll('controlled', THROUGH_WORKER);

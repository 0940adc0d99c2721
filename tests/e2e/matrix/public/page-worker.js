// The page's service worker: passes the page's requests on, answers some itself, and sends its own when told.
importScripts('https://shop.test/senders.js');
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', ({ data: { context, senders } }) => void sendAll(context, senders));
self.addEventListener('fetch', (event) => {
  const { searchParams } = new URL(event.request.url);
  if (searchParams.has('synthetic')) event.respondWith(new Response('made here'));
  else if (searchParams.has('eid')) event.respondWith(fetch(event.request));
});

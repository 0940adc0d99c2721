import { keepCookie, landingParameter } from './browser-store.js';

const ENDPOINT = 'https://bzr.openai.com/v1/sdk/events';
const IDLE_MS = 1000;

/** A sender in the wire format of OpenAI's pixel: batches of JSON as text/plain; an event without an ID gets a UUID. */
export function createOpenaiPixel() {
  const pixelIds = [];
  const oppref = keepCookie('__oppref', () => landingParameter('oppref'));
  const obref = keepCookie('__obref', () => crypto.randomUUID());
  let queue = [];
  let timer;
  let batches = 0;

  function flush() {
    clearTimeout(timer);
    const events = queue;
    queue = [];
    if (events.length === 0) return;
    const body = JSON.stringify({ obref, oppref: oppref ?? undefined, user: { in: {}, fm: {}, js: {}, ht: {} }, events });
    for (const pixelId of pixelIds) {
      const query = new URLSearchParams({ pid: pixelId, st: 'oaiq-web', sv: '0.1.41', t: Date.now(), ec: ++batches });
      if (document.visibilityState === 'hidden') navigator.sendBeacon(`${ENDPOINT}?${query}`, body);
      else fetch(`${ENDPOINT}?${query}`, { method: 'POST', mode: 'no-cors', keepalive: true, body }).catch(() => undefined);
    }
  }

  function enqueue(type, data, options = {}) {
    queue.push({
      type,
      id: options.event_id ?? crypto.randomUUID(),
      timestamp_ms: Date.now(),
      source_url: location.href,
      referrer_url: document.referrer,
      custom_event_name: options.custom_event_name,
      data,
    });
    clearTimeout(timer);
    timer = setTimeout(flush, IDLE_MS);
  }

  addEventListener('pagehide', flush);
  return function oaiq(command, ...args) {
    if (command === 'init') {
      pixelIds.push(args[0].pixelId);
      enqueue('openai::sdk_init', { type: 'diagnostic' });
    }
    if (command === 'measure') enqueue(...args);
  };
}

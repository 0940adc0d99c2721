import { keepCookie, landingParameter, randomDigits } from './browser-store.js';

const ENDPOINT = 'https://www.google-analytics.com/g/collect';

/** Text goes out as `ep.`, numbers as `epn.`; currency has a parameter of its own, items one each. */
function eventFields(name, params = {}) {
  const { items = [], currency, ...rest } = params;
  const fields = [['en', name]];
  if (name === 'purchase') fields.push(['_c', '1']);
  if (currency) fields.push(['cu', currency]);
  items.forEach((item, index) =>
    fields.push([`pr${index + 1}`, `id${item.item_id}~nm${item.item_name}~pr${item.price}~qt${item.quantity}`]),
  );
  for (const [key, value] of Object.entries(rest)) {
    if (value !== null && value !== undefined) fields.push([`${typeof value === 'number' ? 'epn' : 'ep'}.${key}`, String(value)]);
  }
  return fields;
}

/** A sender in GA4's wire format: a single event has all of it in the URL and an empty body, a batch one line per event. */
export function createGoogleAnalytics(measurementId) {
  const clientId = keepCookie('_ga', () => `GA1.1.${randomDigits(9)}.${Math.floor(Date.now() / 1000)}`).slice('GA1.1.'.length);
  const sessionId = keepCookie('_ga_session', () => String(Math.floor(Date.now() / 1000)));
  keepCookie('_gcl_aw', () => {
    const gclid = landingParameter('gclid');
    return gclid && `GCL.${Math.floor(Date.now() / 1000)}.${gclid}`;
  });
  let hit = 0;
  let queue = [];

  function sharedFields() {
    return [
      ['v', '2'],
      ['tid', measurementId],
      ['gtm', '45je69g1h1za200'],
      ['_p', String(Math.round(performance.timeOrigin))],
      ['gcs', 'G111'],
      ['cid', clientId],
      ['ul', navigator.language.toLowerCase()],
      ['_s', String(++hit)],
      ['sid', sessionId],
      ['dl', location.href],
      ['dr', document.referrer],
      ['dt', document.title],
    ];
  }

  function post(fields, body) {
    const query = new URLSearchParams(fields).toString();
    fetch(`${ENDPOINT}?${query}`, { method: 'POST', mode: 'no-cors', keepalive: true, body }).catch(() => undefined);
  }

  function flush() {
    const events = queue;
    queue = [];
    if (events.length === 1) post([...sharedFields(), ...events[0]]);
    if (events.length > 1) post(sharedFields(), events.map((fields) => new URLSearchParams(fields).toString()).join('\r\n'));
  }

  addEventListener('pagehide', flush);
  return function event(name, params) {
    if (name === 'purchase') flush();
    queue.push(eventFields(name, params));
    if (name === 'purchase') flush();
    else setTimeout(flush);
  };
}

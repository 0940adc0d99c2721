import { keepCookie, landingParameter, randomDigits } from './browser-store.js';

const ENDPOINT = 'https://www.facebook.com/tr/';
const SANDBOX = 'https://www.facebook.com/privacy_sandbox/pixel/register/trigger/';
/** Above this length Meta's pixel leaves the image for a form POST. */
const LONGEST_URL = 2048;

function customData(params) {
  return Object.entries(params ?? {}).map(([key, value]) => [
    `cd[${key}]`,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
}

function queryOf(fields) {
  return fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}

function postForm(fields) {
  const frame = document.createElement('iframe');
  frame.name = `fb${randomDigits(9)}`;
  frame.hidden = true;
  const form = document.createElement('form');
  Object.assign(form, { method: 'POST', action: ENDPOINT, target: frame.name, hidden: true, acceptCharset: 'utf-8' });
  for (const [name, value] of fields) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }
  document.body.append(frame, form);
  form.submit();
}

/** A sender in the wire format of Meta's pixel: image, hidden form when long, and the privacy sandbox copy. */
export function createMetaPixel() {
  const pixelIds = [];
  let count = 0;
  const fbp = keepCookie('_fbp', () => `fb.1.${Date.now()}.${randomDigits(17)}`);
  const fbc = keepCookie('_fbc', () => {
    const fbclid = landingParameter('fbclid');
    return fbclid && `fb.1.${Date.now()}.${fbclid}`;
  });

  function fieldsOf(pixelId, eventName, params, eventId, transport) {
    const fields = [
      ['id', pixelId],
      ['ev', eventName],
      ['dl', location.href],
      ['rl', document.referrer],
      ['if', 'false'],
      ['ts', String(Date.now())],
      ...customData(params),
      ['sw', String(screen.width)],
      ['sh', String(screen.height)],
      ['v', '2.9.252'],
      ['r', 'stable'],
      ['ec', String(count++)],
      ['o', '4126'],
      ['fbp', fbp],
    ];
    if (fbc) fields.push(['fbc', fbc]);
    if (eventId) fields.push(['eid', eventId]);
    return [...fields, ['rqm', transport]];
  }

  function send(pixelId, eventName, params, eventId) {
    const fields = fieldsOf(pixelId, eventName, params, eventId, 'GET');
    const query = queryOf(fields);
    const isLong = ENDPOINT.length + query.length >= LONGEST_URL;
    if (isLong) postForm([...fields.slice(0, -1), ['rqm', 'formPOST']]);
    else new Image().src = `${ENDPOINT}?${query}`;
    if (!isLong) new Image().src = `${SANDBOX}?${queryOf([...fields.slice(0, -1), ['rqm', 'FGET']])}`;
  }

  return function fbq(command, ...args) {
    if (command === 'init') pixelIds.push(args[0]);
    if (command !== 'track' && command !== 'trackCustom') return;
    const [eventName, params, options] = args;
    for (const pixelId of pixelIds) send(pixelId, eventName, params, options?.eventID);
  };
}

// Every way in which a page or a worker can send a request. Runs in each context; plain JavaScript, since a browser loads it as it is.
const TEXT = 'ev=Purchase&cd[value]=1&grüße=ü';
const CALL = { method: 'POST', mode: 'no-cors' };
const blob = () => new Blob(['{"from":', '"blob ü"}'], { type: 'text/plain' });
const params = () => new URLSearchParams([['ev', 'Purchase'], ['cd[value]', '1 ü&='], ['twice', 'a'], ['twice', 'b']]);
const bytes = () => Uint8Array.of(0, 255, 128, 10, 13, 65, 0);

function formData(file) {
  const form = new FormData();
  for (const [name, value] of params()) form.append(name, value);
  if (file) form.append('file', blob(), 'file.json');
  return form;
}

function request(url, body, { type, sync } = {}) {
  const xhr = new XMLHttpRequest();
  xhr.open('POST', url, !sync);
  if (type) xhr.setRequestHeader('Content-Type', type);
  xhr.send(body);
}

function add(element, attributes) {
  Object.assign(element, attributes);
  (document.head ?? document.documentElement).append(element);
}

function image(url) {
  const element = new Image();
  element.src = url;
}

/** A form that posts into a hidden frame, as Meta's pixel does for long events. */
function submit(url, enctype) {
  const frame = document.createElement('iframe');
  frame.name = `frame-${Math.random()}`;
  frame.hidden = true;
  document.body.append(frame);
  const form = Object.assign(document.createElement('form'), { action: url, method: 'POST', enctype, target: frame.name, hidden: true });
  for (const [name, value] of params()) form.append(Object.assign(document.createElement('input'), { name, value }));
  document.body.append(form);
  form.submit();
}

async function gzip() {
  const packed = new Blob([TEXT]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(packed).arrayBuffer();
}

function stream() {
  return new Blob([TEXT]).stream();
}

self.SENDERS = {
  image,
  imageMarkup: (url) => {
    const holder = document.createElement('div');
    holder.innerHTML = `<img src="${url.replaceAll('&', '&amp;')}">`;
    document.body.append(holder);
  },
  imageAttribute: (url) => document.createElement('img').setAttribute('src', url),
  imageTwice: (url) => {
    image(url);
    image(url);
  },
  cssBackground: (url) => document.body.append(Object.assign(document.createElement('p'), { style: `background: url("${url}")`, textContent: 'css' })),
  preload: (url) => add(document.createElement('link'), { rel: 'preload', as: 'image', href: url }),
  prefetch: (url) => add(document.createElement('link'), { rel: 'prefetch', href: url }),
  script: (url) => add(document.createElement('script'), { src: url }),
  fetchGet: (url) => fetch(url, { mode: 'no-cors' }),
  fetchText: (url) => fetch(url, { ...CALL, body: TEXT }),
  fetchEmpty: (url) => fetch(url, { ...CALL, keepalive: true }),
  fetchTwice: (url) => Promise.all([fetch(url, { ...CALL, body: 'one' }), fetch(url, { ...CALL, body: 'one' })]),
  fetchKeepalive: (url) => fetch(url, { ...CALL, keepalive: true, body: TEXT }),
  fetchUrlencoded: (url) => fetch(url, { ...CALL, body: TEXT, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
  fetchParams: (url) => fetch(url, { ...CALL, body: params() }),
  fetchJson: (url) => fetch(url, { method: 'POST', body: '{"a":"ü"}', headers: { 'Content-Type': 'application/json' } }),
  fetchBlob: (url) => fetch(url, { ...CALL, body: blob() }),
  fetchForm: (url) => fetch(url, { ...CALL, body: formData(false) }),
  fetchFormFile: (url) => fetch(url, { ...CALL, body: formData(true) }),
  fetchBytes: (url) => fetch(url, { ...CALL, body: bytes() }),
  fetchGzip: async (url) => fetch(url, { ...CALL, body: await gzip() }),
  fetchStream: (url) => fetch(url, { method: 'POST', body: stream(), duplex: 'half' }),
  fetchLarge: (url) => fetch(url, { ...CALL, body: 'large '.repeat(200_000) }),
  fetchLater: (url) => (self.fetchLater ? self.fetchLater(url, { method: 'POST', body: TEXT, activateAfter: 0 }) : undefined),
  fetchRejected: (url) => fetch(`${url}&cors=none`, { method: 'POST', body: TEXT }),
  /** Taken back by the page when the server has it, which never answers. */
  fetchAborted: async (url) => {
    const control = new AbortController();
    void fetch(`${url}&hold=1`, { ...CALL, body: TEXT, signal: control.signal }).catch(() => undefined);
    await fetch(`https://shop.test/arrived?token=${new URL(url).searchParams.get('eid')}`, { mode: 'no-cors' });
    control.abort();
  },
  fetchCached: async (url) => {
    await fetch(`${url}&cache=1`, { mode: 'no-cors' });
    await fetch(`${url}&cache=1`, { mode: 'no-cors' });
  },
  xhrText: (url) => request(url, TEXT),
  xhrEmpty: (url) => request(url),
  xhrSync: (url) => request(url, TEXT, { sync: true }),
  xhrJson: (url) => request(url, '{"a":"ü"}', { type: 'application/json' }),
  xhrBlob: (url) => request(url, blob()),
  xhrForm: (url) => request(url, formData(false)),
  xhrBytes: (url) => request(url, bytes()),
  eventSource: (url) => new EventSource(url),
  beaconText: (url) => navigator.sendBeacon(url, TEXT),
  beaconEmpty: (url) => navigator.sendBeacon(url),
  beaconParams: (url) => navigator.sendBeacon(url, params()),
  beaconForm: (url) => navigator.sendBeacon(url, formData(false)),
  beaconBlob: (url) => navigator.sendBeacon(url, blob()),
  beaconBlobUntyped: (url) => navigator.sendBeacon(url, new Blob([TEXT])),
  beaconBytes: (url) => navigator.sendBeacon(url, bytes()),
  formUrlencoded: (url) => submit(url, 'application/x-www-form-urlencoded'),
  formMultipart: (url) => submit(url, 'multipart/form-data'),
  formPlain: (url) => submit(url, 'text/plain'),
  anchorPing: (url) => {
    const link = Object.assign(document.createElement('a'), { ping: url, href: '#pinged', textContent: 'ping' });
    document.body.append(link);
    link.click();
  },
  status400: (url) => fetch(`${url}&status=400`, { ...CALL, body: TEXT }),
  redirect302: (url) => image(`${url}&hops=302.302.302`),
  redirect302Post: (url) => fetch(`${url}&hops=302`, { ...CALL, body: TEXT }),
  redirect307: (url) => fetch(`${url}&hops=307.307`, { ...CALL, body: TEXT }),
  redirect308: (url) => navigator.sendBeacon(`${url}&hops=308`, TEXT),
  synthetic: (url) => fetch(`${url}&synthetic=1`, { ...CALL, body: TEXT }),
};

/** Sends in every named way, each with a token of its own (CONTEXT.SENDER), and tells the server what was tried. */
self.sendAll = async (context, names, target = 'https://www.facebook.com/tr/') => {
  const results = await Promise.allSettled(names.map(async (name) => SENDERS[name](`${target}?id=1013&ev=Purchase&eid=${context}.${name}`)));
  const fired = names.map((name, index) => ({ token: `${context}.${name}`, error: results[index].status === 'rejected' ? String(results[index].reason) : null }));
  await fetch('https://shop.test/fired', { method: 'POST', mode: 'no-cors', body: JSON.stringify({ context, fired }) });
};

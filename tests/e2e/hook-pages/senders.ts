/** One way to send, as page code: `url` and `text` are in its scope. The name is the attempt's `api`, then what is sent. */
export const SENDERS: Readonly<Record<string, string>> = {
  'fetch text': `fetch(url, { method: 'POST', mode: 'no-cors', keepalive: true, body: text })`,
  'fetch form': `fetch(url, { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ text, more: 'ä &=' }) })`,
  'fetch headers': `fetch(url, { method: 'post', headers: { 'Content-Type': 'application/json' }, body: text })`,
  'fetch Blob': `fetch(url, { method: 'POST', mode: 'no-cors', keepalive: true, body: new Blob([text], { type: 'text/plain' }) })`,
  'fetch Blob of Blobs': `fetch(url, { method: 'POST', mode: 'no-cors', body: new Blob([new Blob(['{']), new TextEncoder().encode(text), '}'], { type: 'text/plain' }) })`,
  'fetch bytes': `fetch(url, { method: 'POST', mode: 'no-cors', body: new TextEncoder().encode(text) })`,
  'fetch form with Blob': `(() => { const form = new FormData(); form.append('id', text); form.append('data', new Blob([text, '2'])); fetch(url, { method: 'POST', mode: 'no-cors', body: form }) })()`,
  'fetch GET': `fetch(new URL(url), { mode: 'no-cors' })`,
  'fetch-later text': `fetchLater(url, { method: 'POST', body: text, activateAfter: 0 })`,
  'xhr text': `(() => { const xhr = new XMLHttpRequest(); xhr.open('POST', url); xhr.setRequestHeader('Content-Type', 'application/json'); xhr.send(text) })()`,
  'xhr Blob': `(() => { const xhr = new XMLHttpRequest(); xhr.open('POST', url); xhr.send(new Blob([text])) })()`,
  'beacon text': `navigator.sendBeacon(url, text)`,
  'beacon Blob': `navigator.sendBeacon(url, new Blob([text], { type: 'text/plain' }))`,
  'beacon form with Blob': `(() => { const form = new FormData(); form.append('data', new Blob([text])); navigator.sendBeacon(url, form) })()`,
  'beacon nothing': `navigator.sendBeacon(url)`,
  'image GET': `new Image().src = url`,
  'script GET': `(() => { const script = document.createElement('script'); script.src = url; document.documentElement.append(script) })()`,
};

/** Those that the browser still sends when the page is leaving, with bodies that webRequest cannot read. */
export const LEAVING = ['fetch Blob', 'beacon Blob', 'beacon form with Blob'] as const;

/** Page code that sends in this way. */
export function senderCode(name: string, url: string, text: string): string {
  return `{ const url = ${JSON.stringify(url)}, text = ${JSON.stringify(text)}; ${SENDERS[name]} }`;
}

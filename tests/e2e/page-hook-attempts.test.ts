import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../../demo/until.ts';
import type { PageAttempt } from '../../lib/model/page-record.ts';
import { openHookLab, type Hit, type HookLab, type SeenRecord } from './hook-pages/hook-lab.ts';
import { LEAVING, senderCode, SENDERS } from './hook-pages/senders.ts';

const SHOP = 'https://shop.test/';
const TEXT = '{"event":"Purchase","id":"order-1013","name":"Zoë ü 漢 🛒"}';

let lab: HookLab;

beforeAll(async () => {
  lab = await openHookLab();
});

beforeEach(async () => {
  await lab.page.goto(SHOP);
  await lab.forget();
});

afterAll(() => lab.close());

type SeenAttempt = Extract<SeenRecord, PageAttempt>;
const attemptsOf = (records: SeenRecord[]): SeenAttempt[] => records.filter((record) => record.record === 'attempt');
const urlFor = (name: string): string => `https://www.facebook.com/tr/?id=1&ev=${encodeURIComponent(name)}`;

/** What a server reads: fields of a form, else the text. */
async function readHit({ contentType, body }: Hit): Promise<unknown> {
  if (!contentType?.startsWith('multipart/')) return new TextDecoder().decode(body);
  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
  return Promise.all([...form].map(async ([name, value]) => [name, typeof value === 'string' ? value : await value.text()]));
}

function readRecord({ body }: PageAttempt): unknown {
  if (body.kind === 'form') return body.fields;
  return body.kind === 'text' ? body.text : body.kind === 'none' ? '' : body;
}

const hitOf = (url: string): Promise<Hit> => until(`${url} to reach the server`, () => lab.hits.find((each) => each.url === url));

test.each(Object.keys(SENDERS))('%s: recorded once, with the body that the server got', async (name) => {
  const url = urlFor(name);
  await lab.page.evaluate(senderCode(name, url, TEXT));
  const hit = await hitOf(url);
  const found = attemptsOf(await lab.records((records) => attemptsOf(records).length > 0));
  expect(found).toHaveLength(1);
  const [attempt] = found as [SeenAttempt];
  expect(`${attempt.api} ${attempt.method} ${attempt.url}`).toBe(`${name.split(' ')[0]} ${hit.method} ${url}`);
  expect(readRecord(attempt)).toEqual(await readHit(hit));
  expect(attempt.contentType?.split(';')[0] ?? null).toBe(hit.contentType?.split(';')[0] ?? null);
  expect(attempt.stack).not.toContain('page-hook');
});

test.each(['click', 'beforeunload', 'pagehide'])('Blobs sent in %s arrive in full: the record is made within the call', async (moment) => {
  const rounds = 4;
  for (let round = 0; round < rounds; round++) {
    await lab.page.goto(SHOP);
    const senders = LEAVING.map((name) => senderCode(name, `${urlFor(name)}&round=${round}`, `${TEXT}${round}`)).join('\n');
    const leave = moment === 'click' ? `${senders} location.href = '/?next'` : `addEventListener('${moment}', () => { ${senders} }); location.href = '/?next'`;
    await Promise.all([lab.page.waitForURL('**/?next'), lab.page.evaluate(leave)]);
  }
  const found = attemptsOf(await lab.records((records) => attemptsOf(records).length >= rounds * LEAVING.length));
  expect(found).toHaveLength(rounds * LEAVING.length);
  for (const attempt of found) expect(readRecord(attempt)).toEqual(await readHit(await hitOf(attempt.url)));
});

test('a form that is submitted by script is an attempt, and its field called "action" is no obstacle', async () => {
  const url = urlFor('form');
  await lab.page.evaluate(`{
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: ${JSON.stringify(url)}, target: 'sink' });
    form.innerHTML = '<input name="action" value="/elsewhere"><input name="id" value="1">';
    document.body.innerHTML = '<iframe name="sink"></iframe>';
    document.body.append(form);
    form.submit();
  }`);
  await hitOf(url);
  const [attempt] = attemptsOf(await lab.records((records) => attemptsOf(records).length > 0));
  expect(attempt).toMatchObject({ api: 'form', method: 'POST', url, body: { kind: 'pending' } });
});

test('a beacon over the quota is refused, and a request of another kind is not recorded at all', async () => {
  const url = urlFor('large');
  const sent = await lab.page.evaluate(`navigator.sendBeacon(${JSON.stringify(url)}, 'x'.repeat(70000))`);
  await lab.page.evaluate(`fetch('/api/cart', { method: 'POST', body: 'secret' }); new Image().src = '/logo.png'`);
  await lab.page.evaluate(senderCode('image GET', urlFor('last'), ''));
  const found = attemptsOf(await lab.records((records) => attemptsOf(records).length >= 2));
  expect(sent).toBe(false);
  expect(found.map(({ url: each, refused }) => [each, refused])).toEqual([
    [url, 'returned false'],
    [urlFor('last'), null],
  ]);
});

test('a host that the user named is watched too, once the bridge has named it', async () => {
  const url = 'https://metrics.shop.test/a8f3?x=1';
  await lab.page.evaluate(senderCode('beacon text', url, TEXT));
  const [attempt] = attemptsOf(await lab.records((records) => attemptsOf(records).length > 0));
  expect(attempt).toMatchObject({ url, body: { kind: 'text', text: TEXT } });
});

test('what the policy of the page stops is an attempt without a request', async () => {
  await lab.page.goto(`${SHOP}blank.html?csp=${encodeURIComponent("default-src 'self' 'unsafe-inline'; img-src 'none'; connect-src 'none'")}`);
  await lab.page.evaluate(senderCode('image GET', urlFor('csp'), ''));
  await lab.page.evaluate(senderCode('fetch text', urlFor('csp-fetch'), TEXT).replace('})', '}).catch(() => 0)'));
  const found = attemptsOf(await lab.records((records) => attemptsOf(records).length >= 2));
  expect(found.map(({ url }) => url)).toEqual([urlFor('csp'), urlFor('csp-fetch')]);
  expect(lab.hits.filter(({ url }) => url.includes('facebook'))).toEqual([]);
});

test('a body that only the browser can read stays pending, and goes out as the page gave it', async () => {
  const url = urlFor('stream');
  await lab.page.evaluate(`fetch(${JSON.stringify(url)}, { method: 'POST', mode: 'no-cors', body: new Request('/', { method: 'POST', body: ${JSON.stringify(TEXT)} }).body, duplex: 'half' }).catch(() => 0)`);
  const [attempt] = attemptsOf(await lab.records((records) => attemptsOf(records).length > 0));
  expect(attempt).toMatchObject({ url, body: { kind: 'pending' } });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { SHOP_ACCOUNTS } from '../../demo/accounts.ts';
import { openPanel } from '../../demo/devtools-panel.ts';
import { openHookStage, projectionWhen, readLog, type HookStage } from './hook-stage.ts';

let stage: HookStage;

beforeAll(async () => {
  stage = await openHookStage();
  await stage.configure({});
  await stage.show({ script: '' });
  const page = stage.chromium.browser.context.pages().at(-1);
  if (!page) throw new Error('The browser has no tab.');
  await openPanel(stage.chromium.browser, page);
});

afterAll(() => stage.close());

const TIKTOK = 'https://analytics.tiktok.com/api/v2/pixel';
const bodyOf = (eventId: string) => JSON.stringify({ event: 'CompletePayment', event_id: eventId, properties: { value: 10, currency: 'EUR', note: 'größer' }, context: { pixel: { code: SHOP_ACCOUNTS.tiktok } } });

/** Sent by a worker: neither the browser nor the page hook hands its Blob over. */
const inWorker = (code: string) => `new Worker(URL.createObjectURL(new Blob([${JSON.stringify(code)}])))`;

test.each([
  ['fetch', (body: string) => `fetch('${TIKTOK}', { method: 'POST', mode: 'no-cors', body: new Blob([${JSON.stringify(body)}], { type: 'text/plain' }) })`],
  ['XMLHttpRequest', (body: string) => `const x = new XMLHttpRequest(); x.open('POST', '${TIKTOK}'); x.send(new Blob([${JSON.stringify(body)}], { type: 'text/plain' }))`],
])('a worker’s Blob, by %s, is read from DevTools’ network log', async (name, send) => {
  await stage.chromium.ask('log.clear', {});
  const body = bodyOf(`worker ${name}`);
  await stage.show({ script: inWorker(send(body)) });
  const { conversions } = await projectionWhen(stage.chromium, (projection) => projection.conversions[0]?.browser[0]?.event.eventId === `worker ${name}`);
  expect(conversions.map(({ browser }) => browser.map(({ event }) => event.eventId))).toEqual([[`worker ${name}`]]);
  const bodies = (await readLog(stage.chromium)).flatMap(({ entry }) => (entry.kind === 'body' ? [entry] : []));
  expect(bodies).toMatchObject([{ seenBy: 'devtools-har', body: { kind: 'text', text: body } }]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { custodyOf } from '../../../lib/dedup/custody.ts';
import { judgeEvents } from '../../../lib/dedup/match.ts';
import type { BrowserEvent, SdkCall, ServerEvent } from '../../../lib/model/event.ts';
import type { RelayEvidence } from '../../../lib/model/relay.ts';
import { projectSession } from '../../helpers/scenario.ts';
import { ABSENT, NOON, REJECTED, SETTLED, browserEvent, contextOf, serverEvent } from './builders.ts';

function sdkCall(fields: Partial<SdkCall>): SdkCall {
  const shape = { platform: 'meta', method: 'track', arguments: ['Purchase'], eventId: null, eventName: 'Purchase', pixelIds: [], stack: null, documentId: 'D1', at: NOON };
  return { ...shape, ...fields } as SdkCall;
}

const push = (id: string) => sdkCall({ method: 'dataLayer.push', arguments: [{ event: 'purchase', eventId: id, ecommerce: { value: 129.5 } }] });

interface Scene {
  browser?: Partial<BrowserEvent>[];
  server?: Partial<ServerEvent>[];
  calls?: SdkCall[];
  relay?: RelayEvidence;
}

/** The chain of the only conversion: `station state id`, the break marked with `!`. */
function chain({ browser = [{}], server = [{}], calls = [], relay = SETTLED }: Scene): string[] {
  const [conversion] = judgeEvents(contextOf('meta', relay), browser.map(browserEvent), server.map(serverEvent));
  if (!conversion) throw new Error('no conversion');
  return custodyOf({ ...conversion, calls }).map(({ station, state, id, breaks }) => `${station} ${state}${id === null ? '' : ` ${id}`}${breaks ? ' !' : ''}`);
}

test('an ID that is equal everywhere is kept at every station', () => {
  expect(chain({ calls: [push('e-1013'), sdkCall({ eventId: 'e-1013' })] })).toEqual([
    'data-layer kept e-1013',
    'sdk-call kept e-1013',
    'wire kept e-1013',
    'response reached',
    'relay kept e-1013',
    'platform reached',
  ]);
});

test.each<[string, Scene, string[]]>([
  [
    'the SDK call adds a prefix',
    { browser: [{ eventId: 'order-e-1013' }], calls: [push('e-1013'), sdkCall({ eventId: 'order-e-1013' })] },
    ['data-layer kept e-1013', 'sdk-call changed order-e-1013 !', 'wire kept order-e-1013', 'response reached', 'relay kept e-1013', 'platform reached'],
  ],
  [
    'without the page hook the server is the first to differ',
    { browser: [{ eventId: 'order-e-1013' }] },
    ['data-layer unseen', 'sdk-call unseen', 'wire kept order-e-1013', 'response reached', 'relay changed e-1013 !', 'platform reached'],
  ],
  [
    'the ID stands in the wrong argument and never reaches the wire',
    { browser: [{ eventId: null, orderId: '1' }], server: [{ orderId: '1' }], calls: [sdkCall({ arguments: ['Purchase', { eventID: 'e-1013' }] })] },
    ['data-layer unseen', 'sdk-call kept e-1013', 'wire vanished !', 'response reached', 'relay kept e-1013', 'platform reached'],
  ],
  [
    'the page never named an ID',
    { browser: [{ eventId: null, orderId: '1' }], server: [{ orderId: '1' }] },
    ['data-layer unseen', 'sdk-call unseen', 'wire vanished !', 'response reached', 'relay appeared e-1013', 'platform reached'],
  ],
  [
    'the call names no ID, so the SDK makes one of its own',
    { browser: [{ eventId: 'sdk-1', orderId: '1' }], server: [{ orderId: '1' }], calls: [sdkCall({})] },
    ['data-layer unseen', 'sdk-call vanished !', 'wire appeared sdk-1', 'response reached', 'relay changed e-1013', 'platform reached'],
  ],
  [
    'the request was blocked',
    { browser: [{ delivery: { state: 'blocked', by: 'client' } }] },
    ['data-layer unseen', 'sdk-call unseen', 'wire kept e-1013', 'response stopped', 'relay kept e-1013', 'platform reached'],
  ],
  [
    'the platform rejected the server event',
    { server: [{ deliveries: REJECTED }] },
    ['data-layer unseen', 'sdk-call unseen', 'wire kept e-1013', 'response reached', 'relay kept e-1013', 'platform stopped'],
  ],
  [
    'the server sent nothing',
    { server: [] },
    ['data-layer unseen', 'sdk-call unseen', 'wire kept e-1013', 'response reached', 'relay none'],
  ],
  [
    'nobody could tell what the server sent',
    { server: [], relay: ABSENT },
    ['data-layer unseen', 'sdk-call unseen', 'wire kept e-1013', 'response reached', 'relay unseen'],
  ],
  [
    'the browser sent nothing',
    { browser: [] },
    ['wire none', 'relay kept e-1013', 'platform reached'],
  ],
  [
    'fired twice with two IDs',
    { browser: [{ orderId: '1' }, { eventId: 'e-2', orderId: '1', at: NOON + 500 }], server: [{ orderId: '1' }] },
    ['data-layer unseen', 'sdk-call unseen', 'wire kept e-1013', 'wire changed e-2 !', 'response reached', 'relay kept e-1013', 'platform reached'],
  ],
])('%s', (_name, scene, wanted) => {
  expect(chain(scene)).toEqual(wanted);
});

test('the station of the SDK call names script and line of the page', () => {
  const stack = 'Error\n    at chrome-extension://abc/hook.js:1:2\n    at buy (https://shop.test/assets/thank-you.js:42:7)';
  const [conversion] = judgeEvents(contextOf('meta'), [browserEvent()], [serverEvent()]);
  if (!conversion) throw new Error('no conversion');
  const call = custodyOf({ ...conversion, calls: [sdkCall({ eventId: 'e-1013', stack })] })[1];
  expect(call).toMatchObject({ station: 'sdk-call', place: 'track', source: 'thank-you.js:42' });
});

test('a platform that deduplicates by order follows the order ID', () => {
  const fields = { platform: 'google-ads', pixelId: 'AW-1', action: 'a', eventName: 'conversion', eventId: null, orderId: '1013' } as const;
  const [conversion] = judgeEvents(contextOf('google-ads', SETTLED, { 'AW-1/a': '9' }), [browserEvent(fields)], [serverEvent({ ...fields, action: '9' })]);
  if (!conversion) throw new Error('no conversion');
  expect(custodyOf(conversion).filter(({ station }) => station === 'wire' || station === 'relay').map(({ id }) => id)).toEqual(['1013', '1013']);
});

const GOLDEN = new URL('../../golden/', import.meta.url);
const files = readdirSync(GOLDEN).filter((file) => file.endsWith('.json'));

test.each(files)('%s: at most one break, and none where the rule found the IDs equal', async (file) => {
  const { conversions } = await projectSession(readFileSync(new URL(file, GOLDEN), 'utf8'));
  for (const conversion of conversions) {
    const breaks = custodyOf(conversion).filter((station) => station.breaks);
    const idKey = conversion.verdict.keys.find(({ key }) => key === 'eventId' || key === 'orderId');
    const isPlain = conversion.verdict.outcome === 'deduplicates' && idKey?.result === 'equal' && conversion.browser.length === 1 && conversion.server.length === 1;
    expect(breaks.length, conversion.id).toBeLessThanOrEqual(isPlain ? 0 : 1);
  }
});

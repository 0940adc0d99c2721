import { expect, test } from 'vitest';
import type { Capture } from '../../../lib/model/capture.ts';
import type { LoggedEntry } from '../../../lib/model/log.ts';
import type { MatchSettings } from '../../../lib/model/settings.ts';
import { createProjector } from '../../../lib/session/projector.ts';
import { openSuggestions } from '../../../lib/session/suggestions.ts';
import { buildCapture, textBody } from '../platforms/build-capture.ts';

const SETTINGS: MatchSettings = { conversionActions: {}, firstParty: [] };
const NAMED: MatchSettings = { ...SETTINGS, firstParty: [{ host: 'metrics.shop.test', platform: 'ga4' }] };

const hit = (id: string, startedAt: number, host = 'metrics.shop.test'): Capture =>
  buildCapture(`https://${host}/collect`, { id, startedAt, method: 'POST', body: textBody('v=2&tid=G-DEMO1&en=purchase&ep.transaction_id=1013') });
const meta = (id: string, startedAt: number): Capture => buildCapture('https://metrics.shop.test/tr/?id=1234567890&ev=Purchase&cd[value]=1', { id, startedAt });

function follow(captures: readonly Capture[], settings = SETTINGS) {
  const projector = createProjector(settings);
  projector.apply(captures.map((capture, seq): LoggedEntry => ({ seq, entry: { kind: 'capture', at: capture.startedAt, capture } })));
  return projector;
}

test('requests to an unknown host are one suggestion, counted, and no row', () => {
  const { suggestions, conversions, apart } = follow([hit('a', 2_000), hit('b', 1_000)]).project();
  expect(suggestions).toEqual([{ host: 'metrics.shop.test', platform: 'ga4', signs: 'v=2, tid=G-DEMO1, en=purchase', requests: 2, at: 1_000 }]);
  expect([...conversions, ...apart]).toEqual([]);
});

test('the busiest host comes first', () => {
  const { suggestions } = follow([hit('a', 1), hit('b', 2, 'other.shop.test'), hit('c', 3, 'other.shop.test')]).project();
  expect(suggestions.map(({ host, requests }) => [host, requests])).toEqual([['other.shop.test', 2], ['metrics.shop.test', 1]]);
});

test('a host that gets two platforms\' payloads is suggested for the first that was seen', () => {
  const { suggestions } = follow([meta('m', 2), hit('a', 1), hit('b', 3)]).project();
  expect(suggestions).toMatchObject([{ platform: 'ga4', requests: 2 }]);
});

test('once the host is named, what was recorded before is decoded and nothing is suggested', () => {
  const projector = follow([hit('a', 1_000)]);
  projector.project();
  projector.configure(NAMED);
  const { suggestions, conversions } = projector.project();
  expect(suggestions).toEqual([]);
  expect(conversions).toMatchObject([{ platform: 'ga4', pixelId: 'G-DEMO1', eventName: 'purchase', orderId: '1013' }]);
});

test('following the log and then naming the host equals a replay with the host named', () => {
  const projector = follow([hit('a', 1_000), meta('m', 1_500), hit('b', 2_000)]);
  projector.project();
  projector.configure(NAMED);
  expect(projector.project()).toEqual(follow([hit('a', 1_000), meta('m', 1_500), hit('b', 2_000)], NAMED).project());
});

test('a dismissed host is left out', () => {
  const { suggestions } = follow([hit('a', 1), hit('b', 2, 'other.shop.test')]).project();
  expect(openSuggestions(suggestions, { dismissedHosts: ['other.shop.test'] }).map(({ host }) => host)).toEqual(['metrics.shop.test']);
});

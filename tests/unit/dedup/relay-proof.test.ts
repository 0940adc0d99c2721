import { expect, test } from 'vitest';
import type { RelayEvidence } from '../../../lib/model/relay.ts';
import type { PlatformId } from '../../../lib/model/platform-id.ts';
import { browserEvent, causesOf, HOUR_MS, judgeOne, NOON, SETTLED } from './builders.ts';

const rowCoveredFor = (platform: PlatformId, pixelId: string) =>
  judgeOne({ platform, relay: { ...SETTLED, coverage: [{ platform, pixelId, from: NOON - HOUR_MS, to: NOON + HOUR_MS, gaps: [] }] }, browser: [browserEvent({ eventName: 'checkout', pixelId: 'tag' })] });

test.each(['pinterest', 'linkedin'] as const)('%s: what the relay covers is named by the account, which the tag does not know', (platform) => {
  expect(rowCoveredFor(platform, 'account').verdict.outcome).toBe('browser-only');
});

test('where both sides name the pixel, another one says nothing of this', () => {
  const row = rowCoveredFor('meta', 'other');
  expect(row.verdict.outcome).toBe('undetermined');
  expect(causesOf(row)).toEqual(['relay-gap']);
});

/** A purchase at noon; the relay vouches until so many ms later. `byCapture`: it was asked about the capture, as a live recording does. */
function rowCoveredUntil(afterMs: number, relay: Partial<RelayEvidence> = {}, byCapture = false) {
  const event = browserEvent();
  const coverage = [{ platform: 'meta' as const, pixelId: event.pixelId, from: NOON - HOUR_MS, to: NOON + afterMs, gaps: [] }];
  return judgeOne({ relay: { ...SETTLED, coverage, ...(byCapture ? { byCapture: { [event.captureId]: 'settled' } } : {}), ...relay }, browser: [event] });
}

test('silence proves something only where the relay vouches for the whole grace period', () => {
  expect([1_000, 20_000, 30_000].map((ms) => causesOf(rowCoveredUntil(ms)))).toEqual([['relay-gap'], ['relay-gap'], []]);
});

test('clocks may differ by a few seconds', () => {
  expect([24_000, 26_000].map((ms) => rowCoveredUntil(ms).verdict.outcome)).toEqual(['undetermined', 'browser-only']);
});

test('a relay that is asked again and again will vouch for more with each answer: until then it is waited for', () => {
  expect([-50_000, -1_000, 1_000, 20_000, 30_000].map((ms) => rowCoveredUntil(ms, {}, true).verdict.outcome)).toEqual(['pending', 'pending', 'pending', 'pending', 'browser-only']);
});

test('one that stopped vouching for the pixel long before is not waited for', () => {
  expect(causesOf(rowCoveredUntil(-HOUR_MS, {}, true))).toEqual(['relay-gap']);
});

test('the grace period is as long as the user set it', () => {
  expect([2_000, 60_000].map((graceMs) => rowCoveredUntil(31_000, { graceMs }, true).verdict.outcome)).toEqual(['browser-only', 'pending']);
});

test('of a page that is loaded again it must vouch for both visits: the second may have the server send again', () => {
  const visits = [browserEvent(), browserEvent({ documentId: 'D2', at: NOON + HOUR_MS })];
  const rowUntil = (to: number) => {
    const coverage = [{ platform: 'tiktok' as const, pixelId: visits[0]!.pixelId, from: NOON - HOUR_MS, to, gaps: [] }];
    return judgeOne({ platform: 'tiktok', relay: { ...SETTLED, coverage }, browser: visits });
  };
  expect(causesOf(rowUntil(NOON + HOUR_MS / 2))).toEqual(['relay-gap', 'page-revisited']);
  expect(rowUntil(NOON + 2 * HOUR_MS).verdict.outcome).toBe('browser-only');
});

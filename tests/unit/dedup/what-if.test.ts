import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeWhatIf, type WhatIf } from '../../../lib/dedup/what-if.ts';
import { PLATFORM_IDS } from '../../../lib/model/platform-id.ts';
import type { Verdict } from '../../../lib/model/verdict.ts';
import { browserEvent, contextOf, HOUR_MS, judgeCase, judgeOne, NOON, serverEvent, SETTLED } from './builders.ts';
import { ACTIONS } from './kinds.ts';
import { wildStream } from './wild-streams.ts';

test.each(PLATFORM_IDS)('without a change every verdict on %s stays as it is', (platform) => {
  fc.assert(
    fc.property(wildStream(platform), (stream) => {
      const context = contextOf(platform, SETTLED, ACTIONS);
      for (const row of judgeCase({ ...stream, conversionActions: ACTIONS })) expect(judgeWhatIf(context, row, {})).toEqual(row.verdict);
    }),
  );
});

function imagine(platform: 'meta' | 'openai' | 'linkedin', change: WhatIf, fields: Parameters<typeof serverEvent>[0] = {}): Verdict {
  const { userKeys = {}, ...rest } = fields;
  const row = judgeOne({ platform, browser: [browserEvent({ userKeys, ...('eventId' in rest ? { eventId: rest.eventId ?? null } : {}) })], server: [serverEvent({ userKeys, ...rest })] });
  return judgeWhatIf(contextOf(platform), row, change);
}

describe('a pair that deduplicates', () => {
  test.each([
    [{ serverDelayMs: 48 * HOUR_MS }, 'deduplicates', 1],
    [{ serverDelayMs: 49 * HOUR_MS }, 'double-counts', 2],
    [{ serverDelayMs: -49 * HOUR_MS }, 'double-counts', 2],
    [{ order: 'server-first' }, 'deduplicates', 1],
    [{ serverDelayMs: 49 * HOUR_MS, windowMs: 72 * HOUR_MS }, 'deduplicates', 1],
    [{ windowMs: 500 }, 'double-counts', 2],
  ] as const)('on Meta under %j: %s', (change, outcome, counted) => {
    expect(imagine('meta', change)).toMatchObject({ outcome, counted });
  });

  test('names the window as the cause, with the imagined distance', () => {
    expect(imagine('meta', { serverDelayMs: 49 * HOUR_MS }).causes).toEqual([{ id: 'outside-window', detail: 'the copies are 49 h apart, 48 h allowed' }]);
  });

  test('is open where the platform documents no window and the server comes days later', () => {
    expect(imagine('openai', { serverDelayMs: 49 * HOUR_MS })).toMatchObject({ outcome: 'undetermined', counted: null });
  });

  test('rests on no documentation where the window is imagined', () => {
    expect(imagine('meta', { windowMs: 72 * HOUR_MS }).basis).toBe('inferred');
    expect(imagine('meta', { windowMs: 48 * HOUR_MS }).basis).toBe('documented');
  });

  test('keeps the other copy where the server comes first', () => {
    expect(imagine('meta', { serverDelayMs: -HOUR_MS }).survivor).toBe('server');
    expect(imagine('linkedin', { serverDelayMs: -HOUR_MS }).survivor).toBe('browser');
  });
});

describe('a pair that only the user keys hold together', () => {
  const userKeys = { fbp: ['fb.1.1.2'] };

  test('falls apart where the server comes first', () => {
    expect(imagine('meta', {}, { eventId: null, userKeys })).toMatchObject({ outcome: 'deduplicates', basis: 'fallback' });
    expect(imagine('meta', { order: 'server-first' }, { eventId: null, userKeys })).toMatchObject({ outcome: 'double-counts' });
  });

  test('is rescued where the browser comes first', () => {
    const first = { eventId: null, userKeys, receivedAt: NOON - HOUR_MS };
    expect(imagine('meta', {}, first).outcome).toBe('double-counts');
    expect(imagine('meta', { order: 'browser-first' }, first)).toMatchObject({ outcome: 'deduplicates', basis: 'fallback' });
  });
});

test('an order that another one swallows is its own sale where it comes after the window', () => {
  const first = { eventId: 'purchase', orderId: '1009' };
  const second = { eventId: 'purchase', orderId: '1010', value: 84 };
  const later = NOON + HOUR_MS;
  const rows = judgeCase({ server: [serverEvent(first), serverEvent({ ...second, receivedAt: later })] , browser: [browserEvent(first), browserEvent({ ...second, at: later, documentId: 'D2' })] });
  const swallowed = rows.find(({ verdict }) => verdict.outcome === 'swallowed');
  expect(swallowed && judgeWhatIf(contextOf('meta'), swallowed, { serverDelayMs: 60 * HOUR_MS })).toMatchObject({ outcome: 'server-only', counted: 1 });
  expect(swallowed && judgeWhatIf(contextOf('meta'), swallowed, { windowMs: 60_000 })).toMatchObject({ outcome: 'deduplicates' });
});

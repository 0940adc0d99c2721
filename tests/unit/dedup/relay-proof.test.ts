import { expect, test } from 'vitest';
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

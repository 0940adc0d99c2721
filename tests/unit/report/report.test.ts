import { expect, test } from 'vitest';
import { toReport, type Report } from '../../../lib/report/report.ts';
import { projectSession, reportOn, scenarioText } from '../../helpers/scenario.ts';

/** One report on the captures and payloads of several scenarios. */
async function reportOnAll(...names: string[]): Promise<Report> {
  const files = names.map((name) => JSON.parse(scenarioText(name)) as Record<string, unknown[]>);
  const merged = { pixelpair: 1, now: '2026-11-25T00:00:00.000Z', relay: { state: 'settled' }, captures: files.flatMap((file) => file['captures'] ?? []), serverPayloads: files.flatMap((file) => file['serverPayloads'] ?? []) };
  return toReport(await projectSession(JSON.stringify(merged)), { now: 0 });
}

test('the worst verdicts come first', async () => {
  const report = await reportOnAll('openai-both-equal', 'tiktok-blocked', 'meta-id-prefix', 'ga4-late-49h');
  expect(report.conversions.map(({ platform, verdict }) => `${platform} ${verdict.outcome}`)).toEqual(['meta double-counts', 'ga4 undetermined', 'tiktok server-only', 'openai deduplicates']);
});

test('coverage tells the sides that arrived, per platform and pixel', async () => {
  const { coverage } = await reportOnAll('meta-id-prefix', 'tiktok-blocked', 'openai-server-rejected');
  expect(coverage.toSorted((a, b) => a.platform.localeCompare(b.platform))).toEqual([
    { platform: 'meta', pixelId: '1234567890123456', conversions: 1, both: 1, browserOnly: 0, serverOnly: 0, double: 1, swallowed: 0, open: 0, byOutcome: { 'double-counts': 1 }, rate: 1, overcounted: { EUR: 129.5 } },
    { platform: 'openai', pixelId: 'S6i2zvvbTXxj5gR64Szf6a', conversions: 1, both: 0, browserOnly: 1, serverOnly: 0, double: 0, swallowed: 0, open: 0, byOutcome: { 'browser-only': 1 }, rate: 0, overcounted: {} },
    { platform: 'tiktok', pixelId: 'C4A1B2C3D4E5F6G7H8I9', conversions: 1, both: 0, browserOnly: 0, serverOnly: 1, double: 0, swallowed: 0, open: 0, byOutcome: { 'server-only': 1 }, rate: 0, overcounted: {} },
  ]);
});

test('money counted too often and money dropped do not cancel out', async () => {
  const { money } = await reportOnAll('meta-id-prefix', 'tiktok-constant-id');
  expect(money).toEqual([{ currency: 'EUR', counted: 388.5, expected: 388.5, tooMuch: 129.5, dropped: 129.5 }]);
});

test('conversions without a known count are counted apart', async () => {
  expect(await reportOnAll('meta-both-equal', 'ga4-late-49h')).toMatchObject({ unknown: 1, totals: { counted: 1, expected: 1 } });
});

test('the time of the report is the given one', async () => {
  expect((await reportOn('meta-both-equal')).generatedAt).toBe(Date.parse('2026-11-21T14:05:00.000Z'));
});

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CAUSE_IDS } from '../../lib/model/cause.ts';
import { PLATFORM_IDS } from '../../lib/model/platform-id.ts';

/** With fewer, a platform's rule is not shown to a reader. */
const LEAST = 12;

interface Scenario {
  file: string;
  about: string;
  expect: { platform: string; outcome: string; causes: string[] | null }[];
}

const scenarios = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.json'))
  .map((file): Scenario => ({ ...(JSON.parse(readFileSync(`${import.meta.dirname}/${file}`, 'utf8')) as Omit<Scenario, 'file'>), file }));

function rowsOf(platform: string): Scenario['expect'] {
  return scenarios.filter(({ file }) => file.startsWith(`${platform}-`)).flatMap((scenario) => scenario.expect);
}

test.each(PLATFORM_IDS)('%s has enough golden scenarios', (platform) => {
  expect(scenarios.filter(({ file }) => file.startsWith(`${platform}-`)).length).toBeGreaterThanOrEqual(LEAST);
});

test.each(PLATFORM_IDS)('the scenarios of %s are about this platform and reach every kind of outcome', (platform) => {
  const rows = rowsOf(platform);
  expect(rows.filter((row) => row.platform !== platform)).toEqual([]);
  const outcomes = ['deduplicates', 'double-counts', 'browser-only', 'server-only', 'lost', 'undetermined', 'pending'];
  expect([...new Set(rows.map(({ outcome }) => outcome))]).toEqual(expect.arrayContaining(outcomes));
});

test('every scenario says in a sentence what it shows', () => {
  expect(scenarios.filter(({ about }) => !/^\S.{20,}\.$/.test(about)).map(({ file }) => file)).toEqual([]);
});

test('every cause that the engine can name is shown by a scenario', () => {
  const shown = new Set(scenarios.flatMap((scenario) => scenario.expect.flatMap(({ causes }) => causes ?? [])));
  expect(CAUSE_IDS.filter((id) => !shown.has(id))).toEqual([]);
});

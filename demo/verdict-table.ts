import type { ExpectedVerdict } from './expectation.ts';
import type { ScenarioResult } from './tour.ts';

const COLUMNS = ['scenario', 'platform', 'verdict', 'expected', 'ok'] as const;

function expectedWords(verdicts: readonly ExpectedVerdict[]): string {
  return verdicts.map(({ outcome, cause }) => (cause === null ? outcome : `${outcome} (${cause})`)).join(', ');
}

function actualWords(outcomes: readonly string[], causes: readonly (readonly string[])[]): string {
  if (outcomes.length === 0) return 'no row';
  return outcomes.map((outcome, index) => (causes[index]?.length ? `${outcome} (${causes[index].join(' ')})` : outcome)).join(', ');
}

function linesOf({ title, checks }: ScenarioResult): string[][] {
  return checks.map(({ platform, outcomes, causes, expected, ok }, index) => [
    index === 0 ? title : '',
    platform,
    actualWords(outcomes, causes),
    expectedWords(expected),
    ok ? 'yes' : 'NO',
  ]);
}

/** Scenario × platform: what the panel said, what it should say. */
export function verdictTable(results: readonly ScenarioResult[]): string {
  const lines = [[...COLUMNS], ...results.flatMap(linesOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

export function countWrong(results: readonly ScenarioResult[]): number {
  return results.flatMap(({ checks }) => checks).filter(({ ok }) => !ok).length;
}

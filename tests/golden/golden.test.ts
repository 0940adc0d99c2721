import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toCheckJson } from '../../lib/report/json.ts';
import { projectSession } from '../helpers/scenario.ts';

/** What product.md says of the scenario; a field that is left out is not judged. */
interface Expected {
  platform: string;
  outcome: string;
  counted: number | null;
  causes: string[] | null;
  [field: string]: unknown;
}

const scenarios = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.json'));

test.each(scenarios)('%s', async (file) => {
  const text = readFileSync(`${import.meta.dirname}/${file}`, 'utf8');
  const { expect: expected } = JSON.parse(text) as { expect: Expected[] };
  const projection = await projectSession(text);
  const { conversions } = toCheckJson(projection);
  const explained = conversions.map((row, index) => ({ ...row, notes: projection.conversions[index]?.verdict.notes ?? [] }));
  const judged = explained.toSorted((a, b) => a.outcome.localeCompare(b.outcome));
  const wanted = expected.map(({ causes, ...rest }) => (causes === null ? rest : { ...rest, causes })).sort((a, b) => a.outcome.localeCompare(b.outcome));
  expect(judged).toMatchObject(wanted);
});

import type { Outcome } from '../lib/model/verdict.ts';
import type { Projection } from '../lib/model/projection.ts';
import { toCheckJson } from '../lib/report/json.ts';
import { toReport } from '../lib/report/report.ts';
import { toTable } from '../lib/report/table.ts';
import { CliError } from './cli-error.ts';
import { choose, parseCall, type Command } from './command.ts';
import { judgeFile } from './judge-file.ts';
import { print } from './output.ts';

/** Outcomes that make `check` fail: money is miscounted. */
const FAILING: readonly Outcome[] = ['double-counts', 'swallowed', 'lost'];

export const check: Command = {
  summary: 'Judge the conversions of session files',
  help: `Usage: pixelpair check FILE… [--format table|json]

Judges every conversion of the session files (docs/session-format.md).
  --format table   aligned columns (default)
  --format json    one JSON document; with several files one per line, each with its "file"

Exit code 0: nothing is miscounted. 1: something double counts, is swallowed or lost. 2: wrong usage or an unreadable file.
`,
  async run(args) {
    const { values, positionals: files } = parseCall(args, { format: { type: 'string', default: 'table' } });
    const format = choose('--format', values.format, ['table', 'json']);
    if (files.length === 0) throw new CliError('usage', 'check needs at least one session file.');
    let worst = 0;
    for (const file of files) worst = Math.max(worst, await checkFile(file, format, files.length > 1));
    return worst;
  },
};

/** One unreadable file does not keep the others from being judged. */
async function checkFile(file: string, format: 'table' | 'json', named: boolean): Promise<number> {
  try {
    const { projection, now } = await judgeFile(file);
    await print(format === 'json' ? jsonLine(projection, named ? file : null) : `${named ? `${file}\n` : ''}${toTable(toReport(projection, { now }))}${named ? '\n' : ''}`);
    return projection.conversions.some(({ verdict }) => FAILING.includes(verdict.outcome)) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    console.error(`pixelpair: ${error.message}`);
    return 2;
  }
}

function jsonLine(projection: Projection, file: string | null): string {
  return `${JSON.stringify({ ...(file === null ? {} : { file }), ...toCheckJson(projection) })}\n`;
}

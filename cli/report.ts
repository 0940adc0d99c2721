import { writeFile } from 'node:fs/promises';
import { toCsv } from '../lib/report/csv.ts';
import { toHtml } from '../lib/report/html.ts';
import { toCheckJson } from '../lib/report/json.ts';
import { toReport } from '../lib/report/report.ts';
import { CliError, fileError } from './cli-error.ts';
import { choose, parseCall, type Command } from './command.ts';
import { judgeFile } from './judge-file.ts';
import { print } from './output.ts';

export const report: Command = {
  summary: 'Write a redacted report of a session file',
  help: `Usage: pixelpair report FILE [--format html|csv|json] [-o OUT]

Writes a report without personal data and tokens, to stdout or to a file.
  --format html    one page for customers and developers (default)
  --format csv     one line per conversion
  --format json    the document of "pixelpair check --format json"
  -o, --output     the file to write

Exit code 0: written. 2: wrong usage or an unreadable file.
`,
  async run(args) {
    const { values, positionals } = parseCall(args, { format: { type: 'string', default: 'html' }, output: { type: 'string', short: 'o' } });
    const format = choose('--format', values.format, ['html', 'csv', 'json']);
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new CliError('usage', 'report needs exactly one session file.');
    const text = await render(file, format);
    if (values.output === undefined) await print(text);
    else await save(values.output, text);
    return 0;
  },
};

async function render(file: string, format: 'html' | 'csv' | 'json'): Promise<string> {
  const { projection, now } = await judgeFile(file);
  if (format === 'json') return `${JSON.stringify(toCheckJson(projection), null, 2)}\n`;
  const summary = toReport(projection, { now });
  return format === 'html' ? toHtml(summary) : toCsv(summary);
}

async function save(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: unknown) => {
    throw fileError(file, error);
  });
}

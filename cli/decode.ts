import { createReadStream } from 'node:fs';
import { decodeLine } from '../lib/platforms/decode-line.ts';
import { CliError, fileError } from './cli-error.ts';
import { parseCall, type Command } from './command.ts';
import { readLines } from './lines.ts';
import { print } from './output.ts';

export const decode: Command = {
  summary: 'Decode requests and server payloads, one JSON line each',
  help: `Usage: pixelpair decode FILE.jsonl

Reads one JSON object per line and writes one per line: {"id", "events", "issues"}. "-" reads standard input.
  {"id", "method", "url", "headers"?, "body"?, "bodyEncoding"?: "utf8"|"base64"}          a browser request
  {"id", "platform", "endpoint", "method", "body", "bodyEncoding": "json"|"form"|"utf8"}  a server payload
A line that cannot be read gives no events and one issue that says why.

Exit code 0: all lines were written. 2: wrong usage or an unreadable file.
`,
  async run(args) {
    const { positionals } = parseCall(args, {});
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new CliError('usage', 'decode needs exactly one file, or - for standard input.');
    try {
      await decodeLines(file === '-' ? process.stdin : createReadStream(file));
    } catch (error) {
      throw error instanceof Error && 'syscall' in error ? fileError(file, error) : error;
    }
    return 0;
  },
};

async function decodeLines(source: AsyncIterable<Uint8Array>): Promise<void> {
  let number = 0;
  for await (const line of readLines(source)) {
    number += 1;
    if (line.trim() !== '') await print(`${JSON.stringify(decodeText(line, number))}\n`);
  }
}

function decodeText(line: string, number: number) {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { id: null, events: [], issues: [{ code: 'malformed-json', message: `Line ${number} is no JSON: ${reason}` }] };
  }
  const { id, events, issues } = decodeLine(json);
  return { id: id === '' ? null : id, events, issues };
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Capture } from '../../lib/model/capture.ts';
import type { ServerPayload } from '../../lib/model/payload.ts';

/** A browser request or a server payload, with its body as the text that was on the wire. */
export type Sample =
  | { side: 'browser'; url: string; text: string; request: Pick<Capture, 'method' | 'url' | 'contentType' | 'body'> }
  | { side: 'server'; url: string; text: string; payload: ServerPayload };

interface Line {
  method?: string;
  url?: string;
  endpoint?: string;
  headers?: Record<string, string>;
  body?: unknown;
  bodyEncoding?: string;
}

const CORPUS = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../fixtures/platforms/', import.meta.url));

/** Samples by file: the corpus where it lies beside the project, else the project's own fixtures. */
export function readSamples(): { name: string; samples: Sample[] }[] {
  if (!existsSync(CORPUS)) return [{ name: 'fixtures', samples: readFixtures().map(toSample) }];
  return ['requests', 'sdk-captures', 'server'].map((name) => {
    const lines = readFileSync(`${CORPUS}${name}.jsonl`, 'utf8').split('\n').filter(Boolean);
    return { name: `corpus: ${name}`, samples: lines.map((text) => toSample(JSON.parse(text) as Line)) };
  });
}

function readFixtures(): Line[] {
  const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  return files.flatMap((file) => {
    const { request, payload } = JSON.parse(readFileSync(`${FIXTURES}${file}`, 'utf8')) as { request?: Line; payload?: Line };
    return request ?? payload ?? [];
  });
}

function toSample(line: Line): Sample {
  const text = textOf(line);
  const { method = 'POST', url = '', endpoint, headers = {} } = line;
  if (endpoint !== undefined) return { side: 'server', url: endpoint, text, payload: { endpoint, method, headers, body: text, bodyEncoding: 'utf8' } };
  const body: Capture['body'] = text === '' ? { kind: 'none' } : line.bodyEncoding === 'base64' ? { kind: 'bytes', base64: text } : { kind: 'text', text };
  return { side: 'browser', url, text, request: { method, url, contentType: headers['content-type'] ?? null, body } };
}

function textOf({ body, bodyEncoding }: Line): string {
  if (body === null || body === undefined) return '';
  if (typeof body === 'string') return body;
  return bodyEncoding === 'form' ? formText(body as Record<string, string | string[]>) : JSON.stringify(body);
}

function formText(fields: Record<string, string | string[]>): string {
  const pairs = Object.entries(fields).flatMap(([name, values]) => [values].flat().map((value) => [name, String(value)]));
  return new URLSearchParams(pairs).toString();
}

import * as v from 'valibot';
import { MAX_BODY_BYTES } from './config.ts';
import type { RelayContext } from './context.ts';
import { RelayProblem } from './problem.ts';

/** A request's body as text. @throws RelayProblem 413, 415 */
export async function readBody(context: RelayContext, types: readonly string[]): Promise<{ text: string; type: string }> {
  const header = context.req.header('content-type') ?? '';
  const type = header.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!types.includes(type)) {
    throw new RelayProblem('unsupported-media-type', `Content-Type must be one of ${types.filter((one) => one !== '').join(', ')}.`);
  }
  if ((context.req.header('content-encoding') ?? 'identity') !== 'identity') {
    throw new RelayProblem('unsupported-media-type', 'Content-Encoding is not supported: send the body as it is.');
  }
  const text = await context.req.text();
  if (Buffer.byteLength(text) > MAX_BODY_BYTES) throw tooLarge();
  return { text, type };
}

export function tooLarge(): RelayProblem {
  return new RelayProblem('too-large', `The body is larger than ${MAX_BODY_BYTES / 1e6} MB: send fewer events at once.`);
}

/** Parsed and checked JSON. @throws RelayProblem 400 with pointers to what is wrong */
export function readJson<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> {
  const parsed = v.safeParse(schema, parseBody(text));
  if (parsed.success) return parsed.output;
  const errors = parsed.issues.slice(0, 10).map((issue) => ({ pointer: pointerOf(issue), detail: expectation(issue) }));
  throw new RelayProblem('invalid-request', 'The body is not what this endpoint takes; see errors.', errors);
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RelayProblem('invalid-request', 'The body is not JSON.');
  }
}

function pointerOf(issue: v.BaseIssue<unknown>): string {
  return `/${(issue.path ?? []).map((item) => String(item.key)).join('/')}`;
}

/** What was expected; what came is not repeated, it may be personal. */
function expectation(issue: v.BaseIssue<unknown>): string {
  return issue.type === 'check' || issue.expected === null ? issue.message : `expected ${issue.expected}`;
}

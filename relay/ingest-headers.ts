import type { RelayContext, RelayParts } from './context.ts';
import { requireToken } from './guard.ts';
import { RelayProblem } from './problem.ts';
import type { Token } from './tokens.ts';

export type IngestMode = 'record' | 'forward' | 'import';

/** What the sender asks the relay to do with its payload. */
export interface IngestOrder {
  mode: IngestMode;
  token: Token;
  sender: string;
  /** Unix ms: now, or what an import says. */
  receivedAt: number;
}

const MODES: readonly string[] = ['record', 'forward', 'import'] satisfies IngestMode[];

/** @throws RelayProblem 400, 401, 403 */
export function readOrder(context: RelayContext, parts: RelayParts, shownToken: string | undefined): IngestOrder {
  const mode = context.req.header('x-relay-mode') ?? 'record';
  if (!isMode(mode)) throw new RelayProblem('invalid-request', `X-Relay-Mode must be one of ${MODES.join(', ')}.`);
  const token = requireToken(parts, shownToken, mode === 'import' ? 'admin' : 'ingest', 'X-Relay-Token, or as /k/<token>/ before the path');
  const receivedAt = mode === 'import' ? readReceivedAt(context) : parts.clock();
  return { mode, token, sender: context.req.header('x-relay-sender') ?? 'shop backend', receivedAt };
}

function isMode(text: string): text is IngestMode {
  return MODES.includes(text);
}

function readReceivedAt(context: RelayContext): number {
  const at = Date.parse(context.req.header('x-relay-received-at') ?? '');
  if (Number.isFinite(at)) return at;
  throw new RelayProblem('invalid-request', 'X-Relay-Mode: import needs X-Relay-Received-At with an ISO 8601 time.');
}

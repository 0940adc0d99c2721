import type { NativeRequest } from './server-events.ts';

/** Where the shop's server sends its events, and the keys it has there. */
export interface RelayAccess {
  /** Base URL without a path. */
  url: string;
  ingestToken: string;
  /** May state when an event was received; only the late scenario uses it. */
  adminToken: string;
}

/** What came of one server event: the HTTP status, or why nothing came back. */
export interface SendResult {
  platform: string;
  status: number | null;
  answer: string;
}

function relayHeaders(relay: RelayAccess, lateByMs: number, now: number): Record<string, string> {
  if (lateByMs === 0) return { 'X-Relay-Token': relay.ingestToken, 'X-Relay-Mode': 'forward' };
  return {
    'X-Relay-Token': relay.adminToken,
    'X-Relay-Mode': 'import',
    'X-Relay-Received-At': new Date(now + lateByMs).toISOString(),
  };
}

async function send(request: NativeRequest, relay: RelayAccess, headers: Record<string, string>): Promise<SendResult> {
  const url = `${relay.url}/in/${request.platform}${request.path}`;
  const allHeaders = { 'Content-Type': 'application/json', 'X-Relay-Sender': 'shop backend', ...request.headers, ...headers };
  try {
    const response = await fetch(url, { method: 'POST', headers: allHeaders, body: JSON.stringify(request.body) });
    return { platform: request.platform, status: response.status, answer: await response.text() };
  } catch (error) {
    return { platform: request.platform, status: null, answer: error instanceof Error ? error.message : String(error) };
  }
}

/** Sends all events and waits for the answers; a failed one never keeps the buyer from the thank-you page. */
export function sendServerEvents(
  requests: readonly NativeRequest[],
  relay: RelayAccess,
  lateByMs: number,
): Promise<readonly SendResult[]> {
  const headers = relayHeaders(relay, lateByMs, Date.now());
  return Promise.all(requests.map((request) => send(request, relay, headers)));
}

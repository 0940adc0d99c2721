import { NetworkError, readNetworkError } from './network-error.ts';
import { RelayError } from './relay-error.ts';

/** What the client needs of the outside. */
export interface Edge {
  fetch: typeof fetch;
  token: string;
  timeoutMs: number;
}

/** More than any answer to 50 look-ups needs; a relay that sends more is cut off. */
const MAX_ANSWER_BYTES = 8_000_000;

/**
 * One request and its parsed JSON answer. `body` null = GET.
 * @throws RelayError for everything that is not a JSON answer with status 200
 */
export async function askJson(edge: Edge, url: URL, body: unknown, signal?: AbortSignal): Promise<unknown> {
  const timeout = AbortSignal.timeout(edge.timeoutMs);
  // Called by itself: browsers refuse a fetch that is called as another object's method.
  const { fetch: send } = edge;
  try {
    const response = await send(url.href, {
      method: body === null ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${edge.token}`, accept: 'application/json', ...(body === null ? {} : { 'content-type': 'application/json' }) },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      // A redirect would carry the token elsewhere.
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
    });
    refuseStatus(response, url.host);
    return parse(await readCapped(response, url.host), url.host);
  } catch (error) {
    if (error instanceof RelayError) throw error;
    if (timeout.aborted) throw new RelayError('timeout', `${url.host} did not answer within ${edge.timeoutMs / 1_000} s: check that the relay runs and is not overloaded.`);
    if (signal?.aborted === true) throw new RelayError('aborted', `The question to ${url.host} was called off: ask again.`);
    const named = error instanceof NetworkError ? readNetworkError(error.message, url.host) : null;
    throw named ?? new RelayError('unreachable', `${url.host} cannot be reached: check the address, the network and that the relay runs.`);
  }
}

function refuseStatus(response: Response, host: string): void {
  const { status } = response;
  if (status === 200) return;
  void response.body?.cancel().catch(() => undefined);
  if (status === 401) throw new RelayError('wrong-token', `The relay at ${host} does not know this token: enter the one that was printed when it was set up.`);
  if (status === 403) throw new RelayError('forbidden', `The relay at ${host} refused the request: its token may not read, or it does not accept this origin.`);
  if (status === 413 || status === 429) throw new RelayError('too-many', `The relay at ${host} was asked too much at once: wait a moment and ask again.`);
  if (status >= 500) throw new RelayError('server-error', `The relay at ${host} failed with HTTP ${status}: look into its log.`);
  if (status === 400 || status === 422) {
    throw new RelayError('contract-mismatch', `The relay at ${host} did not understand the question (HTTP ${status}): update the older of relay and extension.`);
  }
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    throw new RelayError('not-a-relay', `${host} redirects elsewhere: enter the address of the relay itself.`);
  }
  throw new RelayError('not-a-relay', `${host} answered with HTTP ${status}, so there is no relay at this path: check the endpoint's host and path.`);
}

async function readCapped(response: Response, host: string): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw new RelayError('not-a-relay', `${host} answered with more than ${MAX_ANSWER_BYTES / 1e6} MB, which no relay does: check the endpoint.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string, host: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const what = text.trimStart().startsWith('<') ? 'a web page' : 'something that is not JSON';
    throw new RelayError('not-a-relay', `${host} answered with ${what} instead of a relay's JSON: check the endpoint's host and path.`);
  }
}

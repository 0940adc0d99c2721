/** What a platform answers. */
export interface PlatformResponse {
  status: number;
  contentType: string;
  body: string | Uint8Array<ArrayBuffer>;
}

/** A request as the sink reads it. */
export interface SinkRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  header: (name: string) => string | undefined;
  body: string;
}

const GIF = Uint8Array.from(atob('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'), (char) => char.charCodeAt(0));

const json = (status: number, body: unknown): PlatformResponse => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});

const isExpired = (token: string | null | undefined): boolean => (token ?? '').endsWith('expired-token');

function answerMeta({ query, body }: SinkRequest): PlatformResponse {
  if (isExpired(query.get('access_token'))) {
    const message = 'Error validating access token: Session has expired on Saturday, 21-Nov-26 08:00:00 PST.';
    return json(400, { error: { message, type: 'OAuthException', code: 190, error_subcode: 463, fbtrace_id: 'ADemoTrace1013' } });
  }
  const { data } = JSON.parse(body) as { data: unknown[] };
  return json(200, { events_received: data.length, messages: [], fbtrace_id: 'ADemoTrace1013' });
}

/** TikTok answers 200 whatever happened; the code in the body says it. */
function answerTiktok({ header }: SinkRequest): PlatformResponse {
  if (!isExpired(header('access-token'))) return json(200, { code: 0, message: 'OK', request_id: 'demo1013', data: {} });
  return json(200, { code: 40105, message: 'Access token is incorrect or has been revoked.', request_id: 'demo1013', data: {} });
}

function answerDataManager({ header }: SinkRequest): PlatformResponse {
  if (!isExpired(header('authorization'))) return json(200, { requestId: 'demo1013' });
  const message = 'Request had invalid authentication credentials: the access token has expired.';
  return json(400, { error: { code: 400, message, status: 'INVALID_ARGUMENT' } });
}

function answerOpenai({ header }: SinkRequest): PlatformResponse {
  if (!isExpired(header('authorization'))) return json(200, { status: 'ok' });
  return json(400, { error: { message: 'The Conversions API key has expired.', type: 'invalid_request_error' } });
}

const NO_CONTENT: PlatformResponse = { status: 204, contentType: 'text/plain', body: '' };

const SERVER_APIS: readonly (readonly [path: RegExp, answer: (request: SinkRequest) => PlatformResponse])[] = [
  [/^\/v\d+\.\d+\/\d+\/events$/, answerMeta],
  [/^\/open_api\/v1\.3\/event\/track\/$/, answerTiktok],
  [/^\/v1\/events:ingest$/, answerDataManager],
  [/^\/v1\/events$/, answerOpenai],
  // GA4's Measurement Protocol and browser endpoint never report an error.
  [/^\/(mp|g)\/collect$/, () => NO_CONTENT],
  [/^\/ccm\/collect$/, () => NO_CONTENT],
  [/^\/v1\/sdk\/events$/, () => ({ status: 202, contentType: 'application/json', body: '{}' })],
  [/^\/api\/v2\/pixel$/, () => json(200, {})],
];

/** The answer the platform behind this path would give; pixels get a transparent GIF. */
export function answerAsPlatform(request: SinkRequest): PlatformResponse {
  const api = SERVER_APIS.find(([path]) => path.test(request.path));
  return api ? api[1](request) : { status: 200, contentType: 'image/gif', body: GIF };
}

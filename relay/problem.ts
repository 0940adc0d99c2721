import type { Problem } from '../lib/relay/contract.ts';

const TYPE_BASE = 'https://pixelpair.dev/problems/';

/** Every fault the relay answers with, and its HTTP status. */
const STATUS = {
  'invalid-request': 400,
  'unauthenticated': 401,
  'scope-missing': 403,
  'pixel-not-allowed': 403,
  'origin-not-allowed': 403,
  'host-not-allowed': 403,
  'forward-not-allowed': 403,
  'not-found': 404,
  'too-large': 413,
  'too-many-lookups': 413,
  'unsupported-media-type': 415,
  'undecodable-payload': 422,
  'window-too-large': 422,
  'internal-error': 500,
  'upstream-unreachable': 502,
  'store-unavailable': 503,
  'upstream-timeout': 504,
} as const;

export type ProblemSlug = keyof typeof STATUS;

/** The one error of the relay's handlers; the app answers it as `application/problem+json` (RFC 9457). */
export class RelayProblem extends Error {
  override readonly name = 'RelayProblem';
  readonly slug: ProblemSlug;
  readonly errors: NonNullable<Problem['errors']>;

  constructor(slug: ProblemSlug, detail: string, errors: NonNullable<Problem['errors']> = []) {
    super(detail);
    this.slug = slug;
    this.errors = errors;
  }
}

export function problemResponse(problem: RelayProblem, requestId: string): Response {
  const status = STATUS[problem.slug];
  const body: Problem = { type: TYPE_BASE + problem.slug, title: problem.slug.replaceAll('-', ' '), status, detail: problem.message, request_id: requestId };
  if (problem.errors.length > 0) body.errors = problem.errors;
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (status === 401) headers.set('www-authenticate', 'Bearer realm="pixelpair relay"');
  if (status === 503) headers.set('retry-after', '5');
  return new Response(JSON.stringify(body), { status, headers });
}

/** The parts of a URL that decoders read. */
export interface UrlParts {
  /** Lower case, without port. */
  hostname: string;
  /** Percent-encoded as `URL` gives it. */
  pathname: string;
  /** Without its `?`; '' where there is none. Read with a parameter reader it says what `URL` says; characters that `URL` escapes may stand plain. */
  query: string;
}

/** Scheme, host and path that `URL` would leave as they stand: a host with a name for its last label, no port, only plain characters. */
const PLAIN = /^https?:\/\/(?:[a-z\d-]+\.)*[a-z][a-z\d-]*(?:\/[\w.~!$&'()*+,;=:@%/-]*)?$/;

type Endpoint = Pick<UrlParts, 'hostname' | 'pathname'>;

/** Takes a URL apart; null where it is none. `URL` itself is asked only where a URL is not plain: it costs as much as all the reading. */
export function splitUrl(text: string): UrlParts | null {
  const end = placeOf('#', text, 0, text.length);
  const mark = placeOf('?', text, 0, end);
  const query = text.slice(mark + 1, end);
  const endpoint = isOdd(query) ? null : endpointOf(text.slice(0, mark));
  if (endpoint) return { hostname: endpoint.hostname, pathname: endpoint.pathname, query };
  const url = URL.parse(text);
  return url && { hostname: url.hostname, pathname: url.pathname, query: url.search.slice(1) };
}

/** A query with what `URL` removes or replaces: white space at the end, line ends, tabs, lone surrogates. */
function isOdd(query: string): boolean {
  if (query.charCodeAt(query.length - 1) <= 0x20 || !query.isWellFormed()) return true;
  return query.includes('\n') || query.includes('\t') || query.includes('\r');
}

/** Pixels call the same few endpoints all the time: the last ones are remembered. */
const remembered = new Map<string, Endpoint>();
const MAX_REMEMBERED = 200;
const MAX_LENGTH = 120;

/** Host and path of a URL without query; null where it is not plain. */
function endpointOf(text: string): Endpoint | null {
  if (text.length > MAX_LENGTH) return readEndpoint(text);
  const known = remembered.get(text);
  if (known) return known;
  const endpoint = readEndpoint(text);
  if (!endpoint) return null;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(text, endpoint);
  return endpoint;
}

function readEndpoint(text: string): Endpoint | null {
  if (!PLAIN.test(text)) return null;
  const host = text.indexOf('//') + 2;
  const path = placeOf('/', text, host, text.length);
  const hostname = text.slice(host, path);
  const pathname = path === text.length ? '/' : text.slice(path);
  // Punycode is checked by `URL`, dot segments are resolved.
  return hostname.includes('--') || pathname.includes('/.') || pathname.includes('/%2') ? null : { hostname, pathname };
}

/** Place of a sign between two others; that of the latter where there is none. */
function placeOf(sign: string, text: string, from: number, to: number): number {
  const place = text.indexOf(sign, from);
  return place === -1 || place > to ? to : place;
}

/** True for this path, with or without a slash at its end. */
export function isPath(path: string, wanted: string): boolean {
  return path === wanted || (path.length === wanted.length + 1 && path.endsWith('/') && path.startsWith(wanted));
}

/** True for a path that ends with this one, with or without a slash at its end. */
export function endsWithPath(path: string, wanted: string): boolean {
  return path.endsWith(wanted) || (path.endsWith('/') && path.endsWith(wanted, path.length - 1));
}

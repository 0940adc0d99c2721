/** The parts of a URL that decoders read. */
export interface UrlParts {
  /** Lower case, without port. */
  hostname: string;
  /** Percent-encoded as `URL` gives it. */
  pathname: string;
  /** With its `?`; '' where there is none. Read with a parameter reader it says what `URL` says; characters that `URL` escapes may stand plain. */
  search: string;
}

/** A URL whose host and path `URL` would leave as they stand: a host with a name for its last label, no port, only plain characters in the path. */
const PLAIN = /^https?:\/\/(?:[a-z\d-]+\.)*[a-z][a-z\d-]*(?:\/[\w.~!$&'()*+,;=:@%/-]*)?(?:[?#]|$)/;

/** Takes a URL apart; null where it is none. `URL` itself is asked only where a URL is not plain: it costs as much as all the reading. */
export function splitUrl(text: string): UrlParts | null {
  if (!PLAIN.test(text)) return URL.parse(text);
  const host = text.indexOf('//') + 2;
  const end = placeOf('#', text, host, text.length);
  const query = placeOf('?', text, host, end);
  const path = placeOf('/', text, host, query);
  const hostname = text.slice(host, path);
  const pathname = path === query ? '/' : text.slice(path, query);
  if (isOdd(hostname, pathname, text)) return URL.parse(text);
  return { hostname, pathname, search: query + 1 < end ? text.slice(query, end) : '' };
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

/** Punycode, dot segments, and what `URL` removes or replaces wherever it stands: white space at the end, line ends, tabs, lone surrogates. */
function isOdd(hostname: string, pathname: string, text: string): boolean {
  if (hostname.includes('--') || pathname.includes('/.') || pathname.includes('/%2')) return true;
  if (text.charCodeAt(text.length - 1) <= 0x20 || !text.isWellFormed()) return true;
  return text.includes('\n') || text.includes('\t') || text.includes('\r');
}

/**
 * Whether a page fits a pattern of host and path: `*` stands for any run of characters, a leading `/` for every host;
 * query, fragment and closing `/` do not count.
 */
export function fitsPage(pattern: string, pageUrl: string): boolean {
  const url = URL.parse(pageUrl);
  if (!url) return false;
  const wanted = withoutSlashes(withoutScheme(pattern));
  const path = withoutSlashes(url.pathname);
  return wildcard(wanted).test(wanted.startsWith('/') || wanted === '' ? path : `${url.host}${path}`);
}

/** Whether the pattern can hold on the page's host at all. */
export function holdsOnHost(pattern: string, pageUrl: string): boolean {
  const url = URL.parse(pageUrl);
  const [host = ''] = withoutScheme(pattern).split('/');
  return url !== null && (host === '' || wildcard(host).test(url.host));
}

/** A part of a path that names one order or customer, not the page: it holds a number of three digits or more. */
const NUMBERED_SEGMENT = /[^/]*\d{3}[^/]*/g;

/** The pattern that fits this page for every order (`shop.test/thank-you/*`); '' for what is no page address. */
export function patternOf(pageUrl: string): string {
  const url = URL.parse(pageUrl);
  return url ? `${url.host}${withoutSlashes(url.pathname).replace(NUMBERED_SEGMENT, '*')}` : '';
}

function withoutScheme(pattern: string): string {
  return pattern.trim().replace(/^https?:\/\//i, '');
}

function withoutSlashes(path: string): string {
  return path.replace(/\/+$/, '');
}

function wildcard(pattern: string): RegExp {
  const source = pattern.split(/\*+/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${source.join('.*')}$`, 'i');
}

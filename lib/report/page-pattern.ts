/**
 * Whether a page fits a pattern of host and path: `*` stands for any run of characters, a leading `/` for every host;
 * query, fragment and closing `/` do not count.
 */
export function fitsPage(pattern: string, pageUrl: string): boolean {
  const url = URL.parse(pageUrl);
  if (!url) return false;
  const wanted = withoutSlashes(pattern.trim().replace(/^https?:\/\//i, ''));
  const path = withoutSlashes(url.pathname);
  return wildcard(wanted).test(wanted.startsWith('/') || wanted === '' ? path : `${url.host}${path}`);
}

/** The pattern that fits just this page; '' for what is no page address. */
export function patternOf(pageUrl: string): string {
  const url = URL.parse(pageUrl);
  return url ? `${url.host}${withoutSlashes(url.pathname)}` : '';
}

function withoutSlashes(path: string): string {
  return path.replace(/\/+$/, '');
}

function wildcard(pattern: string): RegExp {
  const source = pattern.split(/\*+/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${source.join('.*')}$`, 'i');
}

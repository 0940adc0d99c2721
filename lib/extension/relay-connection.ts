import type { RelayConnection } from '../model/settings.ts';

/** Whether a page host (`shop.test`, with or without port) fits a pattern: exact, `*.shop.test` (the domain too) or `*`. */
export function hostFits(pattern: string, host: string): boolean {
  const wanted = pattern.trim().toLowerCase();
  const candidates = [host.toLowerCase(), host.toLowerCase().replace(/:\d+$/, '')];
  if (wanted === '*') return true;
  if (!wanted.startsWith('*.')) return candidates.includes(wanted);
  const domain = wanted.slice(2);
  return candidates.some((candidate) => candidate === domain || candidate.endsWith(`.${domain}`));
}

/** The connection for a page: an exact host before a wildcard, a longer pattern before a shorter one. */
export function connectionFor(relays: readonly RelayConnection[], pageUrl: string | null): RelayConnection | null {
  const host = pageUrl === null ? undefined : URL.parse(pageUrl)?.host;
  if (host === undefined) return null;
  const fitting = relays.filter(({ hostPattern }) => hostFits(hostPattern, host));
  const rank = ({ hostPattern }: RelayConnection): number => (hostPattern.includes('*') ? 0 : 1_000) + hostPattern.length;
  return fitting.toSorted((a, b) => rank(b) - rank(a))[0] ?? null;
}

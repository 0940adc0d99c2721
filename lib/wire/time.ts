/** Numbers below are seconds, numbers above are ms: the border is the year 5138 in seconds and 1973 in ms. */
const SECONDS_LIMIT = 1e11;
const MILLISECONDS_LIMIT = 1e14;

/** Unit in which a time stamp is written, by its size. */
export function timeUnit(stamp: number): 's' | 'ms' | 'us' {
  if (stamp < SECONDS_LIMIT) return 's';
  return stamp < MILLISECONDS_LIMIT ? 'ms' : 'us';
}

const TO_MS = { s: 1000, ms: 1, us: 0.001 } as const;

/** Unix time stamp in s, ms or µs → ms; null where there is none. */
export function stampToMs(stamp: number | null): number | null {
  return stamp === null || stamp <= 0 ? null : Math.round(stamp * TO_MS[timeUnit(stamp)]);
}

/** `2026-11-21T14:03:40Z` or `2026-11-21 14:03:40+01:00` → Unix ms; null where the text is no date. */
export function isoToMs(text: string | null): number | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}/.test(text)) return null;
  const ms = Date.parse(text.includes(' ') ? withoutSpaces(text) : text);
  return Number.isNaN(ms) ? null : ms;
}

function withoutSpaces(text: string): string {
  return text.replace(/^(\S+) (?=\d)/, '$1T').replace(/ (?=[+-]\d\d:?\d\d$)/, '');
}

/** Longest value that a suggestion quotes. */
const MAX_LENGTH = 40;

/** The signs as a suggestion quotes them: `tid=G-DEMO1, en=purchase`. */
export function quoteSigns(signs: Readonly<Record<string, string>>): string {
  return Object.entries(signs)
    .map(([name, value]) => `${name}=${value.length > MAX_LENGTH ? `${value.slice(0, MAX_LENGTH)}…` : value}`)
    .join(', ');
}

export const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
export const UNIX_MS = /^\d{13}$/;

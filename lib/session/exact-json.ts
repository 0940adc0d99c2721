/** Marks a number whose digits would change on the way through JavaScript (`12345678901234567890`, `1.0`). */
const MARK = '\u0001';

/** Parses JSON without losing digits; undefined where it is none. */
export function parseExact(text: string): unknown {
  const keepDigits = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' && context?.source !== undefined && context.source !== String(value) ? MARK + context.source : value;
  try {
    return JSON.parse(text, keepDigits) as unknown;
  } catch {
    return undefined;
  }
}

/** Writes what `parseExact` read. */
export function stringifyExact(value: unknown): string {
  return JSON.stringify(value).replace(/"\\u0001([-+.\deE]+)"/g, '$1');
}

/** A number of `parseExact` as text, as JSON.parse reads it; null for anything else. */
export function numberText(value: unknown): string | null {
  if (typeof value === 'string' && value.startsWith(MARK)) return String(Number(value.slice(MARK.length)));
  return typeof value === 'number' ? String(value) : null;
}

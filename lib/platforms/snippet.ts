/** A JavaScript string literal in single quotes. */
export function jsString(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

/** A JavaScript object literal on one line; entries whose expression is null are left out. */
export function jsObject(entries: Readonly<Record<string, string | number | null>>): string {
  const parts = Object.entries(entries).flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}`]));
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

/** `value` and `currency` of a call, as expressions. */
export function jsMoney(call: { value: number | null; currency: string | null }): { value: number | null; currency: string | null } {
  return { value: call.value, currency: call.currency === null ? null : jsString(call.currency) };
}

import { textsOf } from '../wire/json.ts';

/** The user identifiers that are there, by name; a value may be a text or a list of texts. */
export function presentKeys(found: Readonly<Record<string, unknown>>): Record<string, readonly string[]> {
  const keys: Record<string, readonly string[]> = {};
  for (const name in found) {
    const value = found[name];
    if (value === null || value === undefined) continue;
    const texts = textsOf(value);
    if (texts.length > 0) keys[name] = texts;
  }
  return keys;
}

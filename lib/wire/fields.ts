import type { Fields, WireRequest } from './request.ts';

/** First value that is not empty under the first of these names that has one; null where none has. */
export function firstOf(fields: Fields, ...names: readonly string[]): string | null {
  for (const wanted of names) {
    for (const field of fields) if (field[0] === wanted && field[1] !== '') return field[1];
  }
  return null;
}

/** True where the name occurs at all, even with an empty value. */
export function hasField(fields: Fields, wanted: string): boolean {
  return fields.some(([name]) => name === wanted);
}

/** Query and body of a request together: pixels move parameters from one to the other when a URL grows too long. */
export function fieldsOf(request: WireRequest): Fields {
  const inBody = request.body.fields();
  return inBody.length === 0 ? request.query() : [...request.query(), ...inBody];
}

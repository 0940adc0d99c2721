/** A way in which two systems write one ID differently, and how to undo it. */
const NORMALISERS = [
  ['id_whitespace', (id: string) => id.replace(/\s+/g, '')],
  ['id_case', (id: string) => id.toLowerCase()],
  ['id_prefix', dropPrefix],
  ['id_leading_zeros', (id: string) => id.replace(/^0+(?=\d)/, '')],
  ['id_numeric_type', (id: string) => id.replace(/^(\d+)\.0+$/, '$1')],
] as const;

export type IdReason = (typeof NORMALISERS)[number][0];

/** IDs that differ only by case, whitespace, prefix, leading zeros or number format have one normal form. */
export function normaliseId(id: string): string {
  return normaliseWithout(id, null);
}

/** Which differences keep two IDs apart; [] where they are equal or have nothing in common. Symmetric. */
export function idReasons(a: string, b: string): IdReason[] {
  if (a === b || normaliseId(a) !== normaliseId(b)) return [];
  const necessary = NORMALISERS.filter(([reason]) => normaliseWithout(a, reason) !== normaliseWithout(b, reason));
  if (necessary.length > 0) return necessary.map(([reason]) => reason);
  // Any of several explains it (`Order-1`, `order-1`: case, or the prefix): the plainest is named.
  const first = NORMALISERS.find(([, normalise]) => normalise(a) === normalise(b));
  return first === undefined ? [] : [first[0]];
}

function normaliseWithout(id: string, left: IdReason | null): string {
  return NORMALISERS.reduce((text, [reason, normalise]) => (reason === left ? text : normalise(text)), id);
}

/** `order-1013`, `#1013`, `order1013` → `1013`. */
function dropPrefix(id: string): string {
  const rest = id.replace(/^(?:[a-z]*[-_.:#/]+)+(?=.)/i, '');
  return rest.replace(/^[a-z]+(?=\d+$)/i, '');
}

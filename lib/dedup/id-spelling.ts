import { isUuid } from './id-kinds.ts';

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** An ID without the white space around it, and without characters that nobody sees. */
export function bare(id: string): string {
  return id.replace(INVISIBLE, '').trim();
}

/** Some encode what is encoded already (`%2520`). */
const MOST_ENCODINGS = 3;

/** URL escapes read, at most three times over; one that is none stays. */
export function decodeEscapes(id: string): string {
  let decoded = id;
  for (let round = 0; round < MOST_ENCODINGS && (decoded.includes('%') || decoded.includes('+')); round += 1) {
    const next = decodeOnce(decoded);
    if (next === decoded) break;
    decoded = next;
  }
  return decoded;
}

function decodeOnce(id: string): string {
  try {
    return decodeURIComponent(id.replaceAll('+', ' '));
  } catch {
    return id;
  }
}

/** `12345.0` → `12345`. */
export function withoutFraction(id: string): string {
  return /^\d+\.0+$/.test(id) ? id.slice(0, id.indexOf('.')) : id;
}

/** `12345.50` and `12345.5` are one number; only where two IDs belong together for other reasons, since `1.10` may follow `1.9`. */
export function asNumber(id: string): string {
  return /^\d+\.\d+$/.test(id) ? id.replace(/\.?0+$/, '') : id;
}

/** A UUID in its short form; any other ID as it is. */
export function withoutDashes(id: string): string {
  return isUuid(id) ? id.replaceAll('-', '').toLowerCase() : id;
}

/** `0013` → `13`. */
export function withoutLeadingZeros(id: string): string {
  return id.replace(/^0+(?=\d+$)/, '');
}

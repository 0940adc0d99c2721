/** What was taken out: `removed` is a text that its field or its form gave away. */
export type RemovedKind = 'email' | 'phone' | 'ip' | 'removed';

/** What a stand-in says was there. */
export type Label = RemovedKind | 'prefix' | 'suffix';

/** Texts that are equal but for their case share a number. */
interface Family {
  number: string;
  members: number;
}

/**
 * Names texts `[email~1]`, `[removed~2]`: each kind numbered in the order of first appearance, the same text always alike.
 * `taken`: names, in small letters, that are not to be given.
 */
export function createNames(taken: ReadonlySet<string>): (label: Label, text: string) => string {
  const given = new Map<string, string>();
  const families = new Map<string, Family>();
  const last = new Map<Label, number>();

  function nextNumber(label: Label): string {
    let number = (last.get(label) ?? 0) + 1;
    while (taken.has(`[${label}~${numeral(label, number)}]`)) number++;
    last.set(label, number);
    return numeral(label, number);
  }

  function add(label: Label, text: string): string {
    const folded = `${label} ${text.toLowerCase()}`;
    const known = families.get(folded);
    const family = known && known.members < casings(label) ? known : { number: nextNumber(label), members: 0 };
    families.set(folded, family);
    return `[${inCasing(label, family.members++)}~${family.number}]`;
  }

  return (label, text) => {
    const key = `${label} ${text}`;
    const name = given.get(key) ?? add(label, text);
    given.set(key, name);
    return name;
  };
}

/**
 * A prefix and a suffix have letters: the engine looks for IDs by what begins with their first digit. No number has three
 * digits in a row, encoded or not: a page that has would count as naming an order.
 */
function numeral(label: Label, number: number): string {
  if (label !== 'prefix' && label !== 'suffix') return String(number).replace(/\B(?=(?:\d\d)+$)/g, '~');
  const rest = Math.floor((number - 1) / 26);
  return (rest > 0 ? numeral(label, rest) : '') + String.fromCharCode(97 + ((number - 1) % 26));
}

/** How many ways there are to write a word in small and capital letters. */
function casings(word: string): number {
  return 2 ** word.replace(/[^a-z]/g, '').length;
}

function inCasing(word: string, casing: number): string {
  let letter = 0;
  return word.replace(/[a-z]/g, (small) => ((casing >> letter++) & 1 ? small.toUpperCase() : small));
}

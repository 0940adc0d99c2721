import { NameTable } from './name-table.ts';
import { ParamCursor, type Separator } from './param-cursor.ts';

/** What a platform reads: plain name → name on the wire, or names of which the first that has a value counts. */
export type ParamNames<Key extends string> = Readonly<Record<Key, string | readonly string[]>>;

/** Values by plain name, decoded; null where the wire has none (empty counts as none). */
export type Params<Key extends string> = Readonly<Record<Key, string | null>>;

/**
 * Compiles names into a reader of `a=1&b=2`. The text is walked once, and only what is asked for is decoded. Of a name that
 * repeats the first value counts. `shared` gives what the text itself has not.
 */
export function paramReader<Key extends string>(names: ParamNames<Key>, separator?: Separator): (text: string, shared?: Params<Key>) => Params<Key> {
  const table = new NameTable(placesOf(names).map((place) => [place.name, place]));
  const keys = Object.keys(names);
  const blank = keys.map((): string | null => null);
  const named = namesOfValues(keys);
  return (text, shared) => {
    const values = blank.slice();
    let others: Other[] | null = null;
    const at = new ParamCursor(text, separator);
    while (at.next()) {
      const place = table.find(at);
      if (place === undefined || !at.hasValue) continue;
      if (place.rank === 0) values[place.index] ??= at.value;
      else (others ??= []).push({ place, value: at.value });
    }
    if (others !== null) fillUp(values, others);
    if (shared !== undefined) (shared as unknown as Values).values.forEach((value, index) => (values[index] ??= value));
    const found = Object.create(named) as Values;
    found.values = values;
    return found as unknown as Params<Key>;
  };
}

/** Values in the order of the names. Readers share their code: to write values under names of many shapes costs more than all of the search. */
interface Values {
  values: readonly (string | null)[];
}

/** A prototype that reads values by their names. */
function namesOfValues(keys: readonly string[]): object {
  const named = {};
  keys.forEach((key, index) =>
    Object.defineProperty(named, key, {
      get(this: Values) {
        return this.values[index];
      },
    }),
  );
  return named;
}

/** What a name on the wire stands for; `rank` 0 is the name that counts first. */
interface Place {
  index: number;
  name: string;
  rank: number;
}

/** A value under one of the names that count after the first. */
interface Other {
  place: Place;
  value: string;
}

function placesOf(names: ParamNames<string>): Place[] {
  return Object.values(names).flatMap((wire, index) => [wire].flat().map((name, rank) => ({ index, name, rank })));
}

function fillUp(values: (string | null)[], others: Other[]): void {
  others.sort((a, b) => a.place.rank - b.place.rank);
  for (const { place, value } of others) values[place.index] ??= value;
}

import { NameTable } from './name-table.ts';
import { ParamCursor, type Separator } from './param-cursor.ts';

/** What a platform reads: plain name → name on the wire, or names of which the first that has a value counts. */
export type ParamNames<Key extends string> = Readonly<Record<Key, string | readonly string[]>>;

/** Values by plain name, decoded; null where the wire has none (empty counts as none). */
export type Params<Key extends string> = Record<Key, string | null>;

/**
 * Compiles names into a reader of `a=1&b=2`. The text is walked once, and only what is asked for is decoded. Of a name that
 * repeats the first value counts.
 */
export function paramReader<Key extends string>(names: ParamNames<Key>, separator?: Separator): (text: string) => Params<Key> {
  const places = placesOf(names);
  const table = new NameTable(places.map(({ name, place }) => [name, place]));
  const alternatives = places.filter(({ key, place }) => key !== place);
  const blank = Object.fromEntries(places.map(({ place }) => [place, null])) as Params<string>;
  return (text) => {
    // A copy by Object.assign costs a third of `{ ...blank }` where readers of many shapes share the code.
    const found: Params<string> = Object.assign({}, blank);
    const at = new ParamCursor(text, separator);
    while (at.next()) {
      const place = at.hasValue ? table.find(at) : undefined;
      if (place !== undefined) found[place] ??= at.value;
    }
    for (const { key, place } of alternatives) found[key] ??= found[place] ?? null;
    return found;
  };
}

/** Where each name's value is kept: the first name's under the key itself, an alternative's beside it until all is read. */
function placesOf(names: ParamNames<string>): { key: string; name: string; place: string }[] {
  return Object.entries(names).flatMap(([key, wire]) => [wire].flat().map((name, rank) => ({ key, name, place: rank === 0 ? key : `${key} ${rank}` })));
}

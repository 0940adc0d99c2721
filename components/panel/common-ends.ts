/** How many items two lists share at their start and, of the rest, at their end: of a live list, all but a few. */
export function commonEnds<Item>(before: readonly Item[], now: readonly Item[]): { start: number; end: number } {
  const most = Math.min(before.length, now.length);
  let start = 0;
  while (start < most && before[start] === now[start]) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  return { start, end };
}

/** What a mapped list has now, and what came into it and went since it was looked at last; what only moved may stand in both. */
export interface MappedList<Out> {
  all: readonly Out[];
  removed: readonly Out[];
  added: readonly Out[];
}

/** Maps a list that is nearly the same each time: only what is new is mapped. `rule`: what else the mapping depends on; another one starts anew. */
export function createMapping<Item, Out, Rule>(map: (item: Item, rule: Rule) => Out): (items: readonly Item[], rule: Rule) => MappedList<Out> {
  let before: { items: readonly Item[]; rule: Rule | null; all: readonly Out[] } = { items: [], rule: null, all: [] };
  return (items, rule) => {
    const { start, end } = before.rule === rule ? commonEnds(before.items, items) : { start: 0, end: 0 };
    const removed = before.all.slice(start, before.all.length - end);
    const known = before.rule === rule ? new Map(removed.map((out, place) => [before.items[start + place], out])) : new Map<Item, Out>();
    const added = items.slice(start, items.length - end).map((item) => known.get(item) ?? map(item, rule));
    const all = before.all.slice(0, start).concat(added, before.all.slice(before.all.length - end));
    before = { items, rule, all };
    return { all, removed, added };
  };
}

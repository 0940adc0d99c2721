import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { Sort } from './columns.ts';
import type { GridRow } from './grid-rows.ts';
import type { RowLayout } from './row-layout.ts';

/** More rows than a list is high. */
const MOST_IN_VIEW = 64;

/** What a virtual list shows. */
export interface ListedRows {
  rows: readonly GridRow[];
  sort: Sort | null;
  /** The row with the focus or the tab stop: it is drawn wherever the list is scrolled to. -1 = none. */
  keptIndex: number;
  /** Whether somebody reads that row: then rows that come in above it move nothing, at the list's top either. */
  isRead: () => boolean;
}

interface PlacedRows extends ListedRows {
  layout: RowLayout;
}

/** Keeps the first row in view where it is when rows come or go above it; another order starts anew. `moved`: the list may show other rows now. */
export function useStablePlace(scroller: RefObject<HTMLElement>, now: PlacedRows, moved: () => void): void {
  const before = useRef(now);
  useLayoutEffect(() => {
    const was = before.current;
    before.current = now;
    const element = scroller.current;
    if (element === null || was.rows === now.rows) return;
    if (was.sort === now.sort && isHeld(element, was, now)) element.scrollTop += shiftOf(was, now, element.scrollTop);
    moved();
  });
}

/** Whoever is at the very top and reads nothing wants to see what comes. */
function isHeld({ scrollTop, clientHeight }: HTMLElement, was: PlacedRows, now: PlacedRows): boolean {
  return scrollTop > 0 || (was.keptIndex !== -1 && was.layout.topOf(was.keptIndex) < clientHeight && now.isRead());
}

/** How far down the first row that was in view, and still is in the list, has moved. */
function shiftOf(was: PlacedRows, now: PlacedRows, top: number): number {
  const first = was.layout.indexAt(top);
  const tops = new Map(was.rows.slice(first, first + MOST_IN_VIEW).map(({ key }, place) => [key, was.layout.topOf(first + place)]));
  // What comes in comes in above, mostly: then the row in view is the very same, by so many further down.
  const guess = first + now.rows.length - was.rows.length;
  const index = guess >= 0 && now.rows[guess] === was.rows[first] ? guess : now.rows.findIndex(({ key }) => tops.has(key));
  const before = tops.get(now.rows[index]?.key ?? '');
  return before === undefined ? 0 : now.layout.topOf(index) - before;
}

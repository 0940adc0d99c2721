import { useLayoutEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { GridRow } from './grid-rows.ts';
import { HEADER_HEIGHT, ROW_HEIGHT, createLayout } from './row-layout.ts';
import type { RowLayout } from './row-layout.ts';
import { useStablePlace } from './use-stable-place.ts';
import type { ListedRows } from './use-stable-place.ts';

/** Rows before and after those in view. */
const OVERSCAN = 8;
/** The first and the last row move on by so many, so that not every scrolled row draws the list again. */
const STEP = 4;

/** What the list shows of its rows. */
export interface VirtualRows {
  layout: RowLayout;
  /** Indexes of the rows to draw, in order. */
  indexes: readonly number[];
  /** Scrolls no further than the row needs to be in view. */
  reveal: (index: number) => void;
}

/** The rows in view. Rows that come or go above the reader's place do not move it; at the very top new ones push in while nothing is read. */
export function useVirtualRows(scroller: RefObject<HTMLElement>, listed: ListedRows): VirtualRows {
  const { rows, keptIndex } = listed;
  const [, render] = useReducer((count: number) => count + 1, 0);
  const layOut = useMemo(createLayout, []);
  const layout = useMemo(() => layOut(rows), [rows]);
  const view = useRef({ top: 0, height: 0 });
  const range = rangeOf(layout, view.current);
  const shown = useRef({ layout, ...range });
  shown.current = { layout, ...range };
  const look = (): void => {
    const element = scroller.current;
    if (element === null) return;
    view.current = { top: element.scrollTop, height: element.clientHeight };
    const next = rangeOf(shown.current.layout, view.current);
    if (next.first !== shown.current.first || next.last !== shown.current.last) render(undefined);
  };
  useLayoutEffect(() => watch(scroller.current, look, () => render(undefined)), []);
  useStablePlace(scroller, { ...listed, layout }, look);
  return { layout, indexes: indexesOf(range, keptIndex, rows.length), reveal: (index) => reveal(scroller.current, rows, layout, index) };
}

/** Another size may show other columns, too. */
function watch(element: HTMLElement | null, look: () => void, draw: () => void): (() => void) | undefined {
  if (element === null) return undefined;
  look();
  element.addEventListener('scroll', look, { passive: true });
  const resized = new ResizeObserver(() => {
    look();
    draw();
  });
  resized.observe(element);
  return () => {
    element.removeEventListener('scroll', look);
    resized.disconnect();
  };
}

function rangeOf(layout: RowLayout, { top, height }: { top: number; height: number }): { first: number; last: number } {
  const [from, to] = [layout.indexAt(top), layout.indexAt(top + height)];
  return { first: Math.floor(from / STEP) * STEP - OVERSCAN, last: Math.ceil(to / STEP) * STEP + OVERSCAN };
}

function indexesOf({ first, last }: { first: number; last: number }, keptIndex: number, count: number): number[] {
  const start = Math.max(first, 0);
  const indexes = Array.from({ length: Math.max(Math.min(last + 1, count) - start, 0) }, (_, place) => start + place);
  if (keptIndex < 0 || keptIndex >= count || indexes.includes(keptIndex)) return indexes;
  return keptIndex < start ? [keptIndex, ...indexes] : [...indexes, keptIndex];
}

function reveal(element: HTMLElement | null, rows: readonly GridRow[], layout: RowLayout, index: number): void {
  const row = rows[index];
  if (element === null || row === undefined) return;
  // The header lies over the first px in view, and the head of the row's visit should be seen with it.
  const top = Math.max(layout.topOf(index) - ROW_HEIGHT.visit, 0);
  const bottom = layout.topOf(index) + ROW_HEIGHT[row.kind] + HEADER_HEIGHT - element.clientHeight;
  if (element.scrollTop > top) element.scrollTop = top;
  else if (element.scrollTop < bottom) element.scrollTop = bottom;
}

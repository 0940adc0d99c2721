import { Virtualizer, defaultRangeExtractor, elementScroll, observeElementOffset, observeElementRect } from '@tanstack/virtual-core';
import type { Range, VirtualizerOptions } from '@tanstack/virtual-core';
import { useCallback, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { GridRow } from './grid-rows.ts';

/** Heights in CSS px; panel.css has the same numbers. */
export const HEADER_HEIGHT = 24;
const ROW_HEIGHT = { visit: 26, conversion: 40 };

type Options = VirtualizerOptions<HTMLElement, HTMLElement>;
export type VirtualRows = Virtualizer<HTMLElement, HTMLElement>;

/**
 * The rows in view plus the active one, which must exist for `aria-activedescendant` wherever the list is scrolled to.
 * Rows that arrive above the reader's place do not move it.
 */
export function useVirtualRows(rows: readonly GridRow[], scroller: RefObject<HTMLElement>, activeIndex: number): VirtualRows {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const getItemKey = useCallback((index: number) => rows[index]?.key ?? index, [rows]);
  const options: Options = {
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => ROW_HEIGHT[rows[index]?.kind ?? 'conversion'],
    getItemKey,
    overscan: 8,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT + ROW_HEIGHT.visit,
    rangeExtractor: (range) => withActive(range, activeIndex),
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => render(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  useStablePlace(rows, scroller, virtualizer);
  return virtualizer;
}

function withActive(range: Range, activeIndex: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (activeIndex < 0 || activeIndex >= range.count || indexes.includes(activeIndex)) return indexes;
  return [...indexes, activeIndex].sort((a, b) => a - b);
}

/** Keeps the first row in view where it is when rows come or go above it; at the very top new rows push in. */
function useStablePlace(rows: readonly GridRow[], scroller: RefObject<HTMLElement>, virtualizer: VirtualRows): void {
  const before = useRef({ rows, starts: new Map<string, number>() });
  useLayoutEffect(() => {
    const { starts } = before.current;
    if (before.current.rows !== rows && scroller.current !== null) holdPlace(scroller.current, rows, starts, virtualizer);
    const inView = virtualizer.getVirtualItems().map((item) => [String(item.key), item.start] as const);
    before.current = { rows, starts: new Map(inView) };
  });
}

function holdPlace(element: HTMLElement, rows: readonly GridRow[], starts: ReadonlyMap<string, number>, virtualizer: VirtualRows): void {
  if (element.scrollTop === 0) return;
  const index = rows.findIndex(({ key }) => (starts.get(key) ?? -1) >= element.scrollTop);
  const before = starts.get(rows[index]?.key ?? '');
  const now = virtualizer.measurementsCache[index]?.start;
  if (before !== undefined && now !== undefined) element.scrollTop += now - before;
}

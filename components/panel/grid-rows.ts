import type { Visit } from '../../lib/model/projection.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';

/** One line of the grid: a visit's head or a conversion. Keys are stable over updates. */
export type GridRow =
  | { kind: 'visit'; key: string; visit: Visit }
  | { kind: 'conversion'; key: string; conversion: JudgedConversion };

/** Visits and their conversions as one flat list, for a virtualised grid. */
export function gridRows(visits: readonly Visit[]): GridRow[] {
  return visits.flatMap((visit) => [
    { kind: 'visit' as const, key: `visit ${visit.id}`, visit },
    ...visit.conversions.map((conversion) => ({ kind: 'conversion' as const, key: conversion.id, conversion })),
  ]);
}

/** Place of a conversion's row; -1 where it is not in the list. */
export function rowIndexOf(rows: readonly GridRow[], conversionId: string | null): number {
  return rows.findIndex((row) => row.kind === 'conversion' && row.key === conversionId);
}

/** Keys that move the selection. */
export type MoveKey = 'ArrowDown' | 'ArrowUp' | 'Home' | 'End' | 'PageDown' | 'PageUp';

const MOVE_KEYS: readonly string[] = ['ArrowDown', 'ArrowUp', 'Home', 'End', 'PageDown', 'PageUp'] satisfies MoveKey[];

export function isMoveKey(key: string): key is MoveKey {
  return MOVE_KEYS.includes(key);
}

/**
 * The conversion that a key moves to from row `from` (-1 = none is selected); visit heads are stepped over.
 * `page`: rows in view. null = the list has no conversion.
 */
export function moveTarget(rows: readonly GridRow[], from: number, key: MoveKey, page: number): string | null {
  const places = rows.flatMap((row, index) => (row.kind === 'conversion' ? [index] : []));
  const last = places.length - 1;
  const current = places.indexOf(from);
  const steps: Record<MoveKey, number> = {
    ArrowDown: current + 1,
    ArrowUp: current === -1 ? last : current - 1,
    PageDown: current + page,
    PageUp: current - page,
    Home: 0,
    End: last,
  };
  const place = places[Math.max(0, Math.min(last, steps[key]))];
  return place === undefined ? null : (rows[place]?.key ?? null);
}

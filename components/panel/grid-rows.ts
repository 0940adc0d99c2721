import type { Visit } from '../../lib/model/projection.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';

/** One line of the grid: a visit's head or a conversion. Keys are stable over updates. */
export type GridRow =
  | { kind: 'visit'; key: string; visit: Visit }
  | { kind: 'conversion'; key: string; conversion: JudgedConversion };

/** The row of a conversion. */
export function toRow(conversion: JudgedConversion): GridRow {
  return { kind: 'conversion', key: conversion.id, conversion };
}

/** Place of a conversion's row; -1 where it is not in the list. */
export function rowIndexOf(rows: readonly GridRow[], conversionId: string | null): number {
  if (conversionId === null) return -1;
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
  const moves: Record<MoveKey, readonly [start: number, step: 1 | -1, count: number]> = {
    ArrowDown: [from, 1, 1],
    ArrowUp: [from === -1 ? rows.length : from, -1, 1],
    PageDown: [from, 1, page],
    PageUp: [from, -1, page],
    Home: [-1, 1, 1],
    End: [rows.length, -1, 1],
  };
  return walk(rows, ...moves[key]) ?? rows[from]?.key ?? walk(rows, -1, 1, 1);
}

/** The `count`th conversion from a row, or the last one on the way; null = there is none. */
function walk(rows: readonly GridRow[], start: number, step: 1 | -1, count: number): string | null {
  let found: string | null = null;
  let left = count;
  for (let index = start + step; index >= 0 && index < rows.length && left > 0; index += step) {
    const row = rows[index];
    if (row?.kind !== 'conversion') continue;
    found = row.key;
    left -= 1;
  }
  return found;
}

import type { Frame } from 'playwright-core';

/** One conversion as a reader of the panel sees it. */
export interface PanelRow {
  /** `double-counts`, from the word in the row. */
  outcome: string;
  /** `google-ads`, from the name in the row. */
  platform: string;
  eventName: string;
  /** The whole row as a screen reader hears it. */
  label: string;
}

const WAITING = 'waiting';

/** `Double counts` → `double-counts`, `Google Ads` → `google-ads`; the panel says "Waiting" for a pending verdict. */
function toId(words: string): string {
  const id = words.trim().toLowerCase().replaceAll(' ', '-');
  return id === WAITING ? 'pending' : id;
}

/** What stands in one row of the panel's grid. */
export interface RowText {
  label: string;
  cells: readonly string[];
}

/** Rows of the grid as conversions; what has a single cell is a heading. */
export function toPanelRows(texts: readonly RowText[]): PanelRow[] {
  return texts
    .filter(({ cells }) => cells.length > 1)
    .map(({ label, cells: [verdict = '', platform = '', eventName = ''] }) => ({
      outcome: toId(verdict),
      platform: toId(platform),
      eventName: eventName.trim(),
      label,
    }));
}

/** The conversions the panel shows now, newest first. */
export async function readRows(panel: Frame): Promise<PanelRow[]> {
  const rows = panel.getByRole('grid', { name: 'Conversions' }).getByRole('row');
  const texts = await rows.evaluateAll((elements) =>
    elements.map((row) => ({
      label: row.getAttribute('aria-label') ?? '',
      cells: [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent),
    })),
  );
  return toPanelRows(texts);
}

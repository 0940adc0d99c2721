import { COLUMN_IDS, FIXED_COLUMNS } from '../../components/panel/columns.ts';
import type { PanelState, PanelStore } from '../../components/panel/panel-store.ts';

const KEY = 'panel-view';

/** What a reader sets up once: which columns the list shows, and whether it keeps what was before a page load. */
type View = Pick<PanelState, 'columns' | 'keepLog'>;

/** Takes up the view that was left, and keeps it from now on. What was stored and makes no sense is left out. */
export function rememberView(store: PanelStore, storage: Pick<Storage, 'getItem' | 'setItem'>): void {
  store.setState(readView(storage.getItem(KEY)));
  store.subscribe(({ columns, keepLog }, before) => {
    if (columns === before.columns && keepLog === before.keepLog) return;
    storage.setItem(KEY, JSON.stringify({ columns, keepLog } satisfies View));
  });
}

function readView(text: string | null): Partial<View> {
  const stored = parse(text);
  const chosen: unknown = stored['columns'];
  return {
    ...(Array.isArray(chosen) ? { columns: COLUMN_IDS.filter((id) => FIXED_COLUMNS.includes(id) || chosen.includes(id)) } : {}),
    ...(typeof stored['keepLog'] === 'boolean' ? { keepLog: stored['keepLog'] } : {}),
  };
}

function parse(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

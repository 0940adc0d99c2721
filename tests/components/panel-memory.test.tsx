import { expect, test } from 'vitest';
import { FIRST_COLUMNS } from '../../components/panel/columns.ts';
import { createPanelStore, toggleColumn } from '../../components/panel/panel-store.ts';
import { rememberView } from '../../entrypoints/panel/remember-view.ts';

/** A store that took up what was stored. */
function openWith(stored: string | null) {
  const kept = new Map<string, string>(stored === null ? [] : [['panel-view', stored]]);
  const store = createPanelStore(7);
  rememberView(store, { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) });
  return { store, left: () => kept.get('panel-view') ?? null };
}

test('columns and "keep log" are as they were left', () => {
  const first = openWith(null);
  toggleColumn(first.store, 'senders');
  first.store.setState({ keepLog: false });
  const { columns, keepLog } = openWith(first.left()).store.getState();
  expect([columns, keepLog]).toEqual([['verdict', 'platform', 'event', 'ids', 'value', 'gap', 'senders'], false]);
});

test.each(['{', 'null', '7', '{"columns":"all","keepLog":"yes"}'])('%s, which makes no sense, changes nothing', (stored) => {
  const { columns, keepLog } = openWith(stored).store.getState();
  expect([columns, keepLog]).toEqual([FIRST_COLUMNS, true]);
});

test('a row without its verdict is never made', () => {
  expect(openWith('{"columns":["time","nonsense"]}').store.getState().columns).toEqual(['verdict', 'platform', 'event', 'ids', 'time']);
});

test('nothing else is stored', () => {
  const { store, left } = openWith(null);
  store.setState({ orderText: '1013', selectedId: 'a' });
  expect(left()).toBeNull();
});

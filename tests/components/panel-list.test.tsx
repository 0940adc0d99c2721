import { screen, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { showProjection } from '../../components/panel/panel-store.ts';
import { OUTCOMES } from '../../lib/model/verdict.ts';
import { AT, conversion, doubleCount, fire, idComparison, projection, visit } from './builders.ts';
import { renderPanel } from './render-panel.tsx';

const first = doubleCount({ id: 'a' });
const second = conversion({ id: 'b', platform: 'tiktok' });
const third = conversion({ id: 'c', platform: 'ga4', eventName: 'purchase' });
const sample = projection([visit([first, second]), visit([third], { id: 'v2', orderId: null, pageUrl: null })]);

const grid = () => screen.getByRole('grid');
const selectedRow = () => screen.queryByRole('row', { selected: true });
const conversionRows = () => screen.getAllByRole('row').filter((row) => row.hasAttribute('aria-selected'));

test('a screen reader hears verdict, event, IDs and money of a row', () => {
  renderPanel(sample);
  expect(conversionRows()[0]?.getAttribute('aria-label')).toBe(
    'Double counts, Meta Purchase, browser ID: order-1013-b7c1, server ID: 1013-b7c1, 129.50 EUR, gap 1.2 s',
  );
  expect(conversionRows()[1]?.getAttribute('aria-label')).toBe('Deduplicates, TikTok Purchase, same ID: order-1013, 129.50 EUR, gap 1.2 s');
});

test('only the differing characters of an ID are marked', () => {
  renderPanel(sample);
  expect([...document.querySelectorAll('.row mark')].map(({ textContent }) => textContent)).toEqual(['order-']);
});

test.each([
  ['double-counts', 'Double counts'],
  ['swallowed', 'Swallowed'],
  ['lost', 'Lost'],
  ['undetermined', 'Undetermined'],
  ['pending', 'Waiting'],
  ['server-only', 'Server only'],
  ['browser-only', 'Browser only'],
  ['deduplicates', 'Deduplicates'],
] as const)('%s is an icon and a word', (outcome, word) => {
  renderPanel(projection([visit([conversion({ verdict: { outcome } })])]));
  const [cell] = within(conversionRows()[0] as HTMLElement).getAllByRole('gridcell');
  expect(cell?.textContent).toBe(word);
  expect(cell?.querySelectorAll('svg')).toHaveLength(1);
});

test('no two verdicts share an icon', () => {
  renderPanel(projection([visit(OUTCOMES.map((outcome) => conversion({ id: outcome, verdict: { outcome } })))]));
  const icons = [...document.querySelectorAll('.row .verdict svg')].map(({ innerHTML }) => innerHTML);
  expect(new Set(icons).size).toBe(OUTCOMES.length);
});

test('visits stand as heads with page, order and number of conversions', () => {
  renderPanel(sample);
  expect(screen.getByText('/checkout/thank-you').closest('[role=row]')?.textContent).toMatch(/shop\.test, .*, order 1013, 2 conversions$/);
  expect(screen.getByText('Page not known')).toBeTruthy();
});

test('the grid counts all rows, also those out of view', () => {
  const many = Array.from({ length: 500 }, (_, index) => conversion({ id: `k${index}` }));
  renderPanel(projection([visit(many)]));
  expect(grid().getAttribute('aria-rowcount')).toBe('502');
  expect(conversionRows().length).toBeLessThan(60);
  expect(conversionRows()[0]?.getAttribute('aria-rowindex')).toBe('3');
});

const many = Array.from({ length: 500 }, (_, index) => conversion({ id: `k${index}` }));
/** What of the grid the Tab key stops at. */
const tabStops = () => [...grid().querySelectorAll<HTMLElement>('[tabindex="0"], button:not([tabindex])')];

test('one row is in the tab order, and the keys move focus and selection along the conversions', async () => {
  renderPanel(sample);
  const user = userEvent.setup();
  expect(tabStops().map(({ id }) => id)).toEqual(['row-a']);
  grid().focus();
  expect(document.activeElement?.id).toBe('row-a');
  const visited = [];
  for (const key of ['{ArrowDown}', '{ArrowDown}', '{Home}', '{PageDown}', '{PageUp}', '{Control>}{End}{/Control}', '{ArrowUp}', '{Control>}{Home}{/Control}', '{End}']) {
    await user.keyboard(key);
    visited.push(selectedRow()?.id);
    expect(document.activeElement).toBe(selectedRow());
    expect(tabStops()).toEqual([selectedRow()]);
  }
  expect(visited).toEqual(['row-b', 'row-c', 'row-a', 'row-c', 'row-a', 'row-c', 'row-b', 'row-a', 'row-c']);
});

test('ArrowRight goes into the cells of a row, ArrowLeft out again; up and down keep the column', async () => {
  renderPanel(sample);
  const user = userEvent.setup();
  grid().focus();
  const walked = [];
  for (const key of ['{ArrowRight}', '{ArrowRight}', '{ArrowDown}', '{End}', '{ArrowRight}', '{Home}', '{ArrowLeft}', '{ArrowLeft}']) {
    await user.keyboard(key);
    expect(tabStops()).toEqual([document.activeElement]);
    walked.push(`${document.activeElement?.closest('.row')?.id} ${document.activeElement?.getAttribute('aria-colindex')}`);
  }
  expect(walked).toEqual(['row-a 1', 'row-a 2', 'row-b 2', 'row-b 6', 'row-b 6', 'row-b 1', 'row-b null', 'row-b null']);
});

test('a cell whose column is taken out leaves the tab stop to its row', async () => {
  const { store } = renderPanel(sample);
  grid().focus();
  await userEvent.keyboard('{ArrowRight}{End}');
  expect(document.activeElement?.classList.contains('cell-gap')).toBe(true);
  store.setState({ columns: ['verdict', 'platform', 'event', 'ids'] });
  await expect.poll(() => tabStops().map(({ id }) => id)).toEqual(['row-a']);
  expect(document.activeElement?.id).toBe('row-a');
});

test('ArrowUp from the first row goes to the column heads, where Enter sorts; ArrowDown comes back', async () => {
  renderPanel(sample);
  const user = userEvent.setup();
  grid().focus();
  await user.keyboard('{ArrowUp}{ArrowRight}');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Platform', description: 'Sort by Platform' }));
  expect(tabStops()).toEqual([document.activeElement]);
  await user.keyboard('{Enter}');
  expect(conversionRows().map(({ id }) => id)).toEqual(['row-c', 'row-a', 'row-b']);
  expect(document.activeElement?.textContent).toBe('Platform');
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement?.id).toBe('row-c');
});

test('rows and cells carry their places', () => {
  renderPanel(sample);
  expect(screen.getAllByRole('row').map((row) => row.getAttribute('aria-rowindex'))).toEqual(['1', '2', '3', '4', '5', '6']);
  const places = (row: Element | undefined) => [...(row?.children ?? [])].map((cell) => cell.getAttribute('aria-colindex'));
  expect([places(screen.getAllByRole('row')[0]), places(conversionRows()[0])]).toEqual(Array.from({ length: 2 }, () => ['1', '2', '3', '4', '5', '6']));
});

test('a selected row far out of view still exists, as the tab stop', async () => {
  const { store } = renderPanel(projection([visit(many)]));
  store.setState({ selectedId: 'k400' });
  await expect.poll(() => tabStops().map(({ id }) => id)).toEqual(['row-k400']);
  grid().scrollTop = 0;
  grid().dispatchEvent(new Event('scroll'));
  await expect.poll(() => document.getElementById('row-k0')).not.toBeNull();
  expect(selectedRow()?.id).toBe('row-k400');
});

test('the focused row keeps the focus while it is scrolled out of view', async () => {
  renderPanel(projection([visit(many)]));
  grid().focus();
  await userEvent.keyboard('{ArrowDown}');
  grid().scrollTop = 10_000;
  grid().dispatchEvent(new Event('scroll'));
  await expect.poll(() => document.getElementById('row-k250')).not.toBeNull();
  expect(document.activeElement?.id).toBe('row-k1');
});

test('the focus survives new rows and another order', async () => {
  const { store } = renderPanel(sample);
  grid().focus();
  await userEvent.keyboard('{ArrowDown}');
  showProjection(store, projection([visit([conversion({ id: 'new' })], { id: 'v0' }), ...sample.visits]));
  await expect.poll(conversionRows).toHaveLength(4);
  expect(document.activeElement?.id).toBe('row-b');
  store.setState({ sort: { column: 'platform', descending: false } });
  await expect.poll(() => conversionRows().map(({ id }) => id)).toEqual(['row-c', 'row-a', 'row-new', 'row-b']);
  expect(document.activeElement?.id).toBe('row-b');
});

test('where the focused row goes away, its neighbour has the focus; where all do, the list; it is back with them', async () => {
  const { store } = renderPanel(sample);
  grid().focus();
  await userEvent.keyboard('{ArrowDown}');
  store.setState({ filters: { ...store.getState().filters, platforms: ['meta', 'ga4'] } });
  await expect.poll(() => document.activeElement?.id).toBe('row-c');
  store.setState({ filters: { ...store.getState().filters, platforms: ['x'] } });
  await expect.poll(() => screen.queryByRole('grid')).toBeNull();
  expect(document.activeElement?.classList.contains('content')).toBe(true);
  store.setState({ filters: { ...store.getState().filters, platforms: [] } });
  await expect.poll(() => document.activeElement?.id).toBe('row-b');
});

test('Enter goes into the detail, Escape comes back to the row, a second Escape ends the selection', async () => {
  renderPanel(sample);
  const user = userEvent.setup();
  grid().focus();
  await user.keyboard('{Home}{Enter}');
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: /will count this Purchase twice/ }));
  await user.keyboard('{Escape}');
  expect(document.activeElement?.id).toBe('row-a');
  expect(selectedRow()?.id).toBe('row-a');
  await user.keyboard('{Escape}');
  expect(selectedRow()).toBeNull();
  expect(document.activeElement?.id).toBe('row-a');
  await user.keyboard('{Home}{ArrowDown}');
  expect(selectedRow()?.id).toBe('row-b');
});

test('closing the detail gives the focus back to its row, and the keys go on from there', async () => {
  renderPanel(sample);
  const user = userEvent.setup();
  await user.click(screen.getByText('TikTok', { selector: '[role=gridcell]' }));
  await user.click(screen.getByRole('button', { name: 'Close detail' }));
  expect(selectedRow()).toBeNull();
  expect(document.activeElement?.id).toBe('row-b');
  await user.keyboard('{ArrowDown}');
  expect(selectedRow()?.id).toBe('row-c');
});

test('an Escape that does something stays in the panel: DevTools would open its console with it and take the focus', async () => {
  renderPanel(sample);
  const user = userEvent.setup();
  const leaked = vi.fn();
  const listen = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') leaked();
  };
  document.addEventListener('keydown', listen);
  grid().focus();
  await user.keyboard('{Home}{Enter}{Escape}{Escape}');
  await user.click(screen.getByRole('button', { name: 'Columns' }));
  await user.keyboard('{Escape}');
  await user.click(screen.getByRole('button', { name: 'Export report' }));
  await user.keyboard('{Escape}/abc{Escape}');
  expect(leaked).not.toHaveBeenCalled();
  grid().focus();
  await user.keyboard('{Escape}');
  expect(leaked).toHaveBeenCalledOnce();
  document.removeEventListener('keydown', listen);
});

test('a press on a row does not move it from under the pointer; the click brings it into view', async () => {
  renderPanel(projection([visit(many)]));
  const user = userEvent.setup();
  grid().scrollTop = 70;
  grid().dispatchEvent(new Event('scroll'));
  await user.pointer({ target: document.getElementById('row-k1') as HTMLElement, keys: '[MouseLeft>]' });
  await expect.poll(() => tabStops().map(({ id }) => id)).toEqual(['row-k1']);
  expect(grid().scrollTop).toBe(70);
  await user.pointer('[/MouseLeft]');
  await expect.poll(() => selectedRow()?.id).toBe('row-k1');
  expect(grid().scrollTop).toBe(40);
});

test('rows that come in do not move the row that is read, at the top of the list either', async () => {
  const { store } = renderPanel(projection([visit(many)]));
  const update = async (id: string) => {
    const visits = store.getState().projection?.visits ?? [];
    showProjection(store, projection([visit([conversion({ id })], { id }), ...visits]));
    await expect.poll(() => grid().getAttribute('aria-rowcount')).toBe(String(visits.flatMap(({ conversions }) => conversions).length + visits.length + 3));
  };
  await update('n1');
  expect(grid().scrollTop).toBe(0);
  await userEvent.click(document.getElementById('row-k0') as HTMLElement);
  await update('n2');
  expect(grid().scrollTop).toBe(26 + 40);
  await update('n3');
  expect(grid().scrollTop).toBe(2 * (26 + 40));
});

test('a file that is opened is read from its start, wherever the list was scrolled to', async () => {
  const { store } = renderPanel(projection([visit(many)]));
  grid().scrollTop = 10_000;
  grid().dispatchEvent(new Event('scroll'));
  await expect.poll(() => document.getElementById('row-k250')).not.toBeNull();
  store.setState({ fileName: 'orders.json' });
  await expect.poll(() => document.getElementById('row-k1')).not.toBeNull();
  expect(grid().scrollTop).toBe(0);
});

test('the selection survives an update that puts new rows before it', async () => {
  const { store } = renderPanel(sample);
  await userEvent.click(screen.getByText('TikTok', { selector: '[role=gridcell]' }));
  const newer = visit([conversion({ id: 'new' })], { id: 'v0' });
  showProjection(store, projection([newer, ...sample.visits]));
  await expect.poll(conversionRows).toHaveLength(4);
  expect(selectedRow()?.id).toBe('row-b');
});

test('the selection survives a filter that hides its row', async () => {
  renderPanel(sample);
  const user = userEvent.setup();
  await user.click(screen.getByText('TikTok', { selector: '[role=gridcell]' }));
  await user.click(screen.getByRole('button', { name: 'Double counts 1' }));
  expect(selectedRow()).toBeNull();
  expect(screen.getByRole('region', { name: 'Conversion' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'All 3' }));
  expect(selectedRow()?.id).toBe('row-b');
});

test('chips count each verdict and filter by it', async () => {
  renderPanel(sample);
  await userEvent.click(screen.getByRole('button', { name: 'Deduplicates 2' }));
  expect(conversionRows().map(({ id }) => id)).toEqual(['row-b', 'row-c']);
  expect(screen.getByRole('button', { name: 'Deduplicates 2' }).getAttribute('aria-pressed')).toBe('true');
  expect(screen.getByText('2 of 3 conversions shown')).toBeTruthy();
});

test('/ goes to the search field, typing filters, Escape clears', async () => {
  renderPanel(sample);
  const user = userEvent.setup();
  grid().focus();
  await user.keyboard('/');
  expect(document.activeElement).toBe(screen.getByRole('searchbox'));
  await user.keyboard('b7c1/');
  expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('b7c1/');
  await user.keyboard('{Backspace}');
  expect(conversionRows().map(({ id }) => id)).toEqual(['row-a']);
  await user.keyboard('{Escape}');
  expect(conversionRows()).toHaveLength(3);
});

test('several platforms can be picked at once from those that are there', async () => {
  renderPanel(sample);
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Platforms' }));
  const menu = screen.getByRole('group', { name: 'Platforms' });
  expect(within(menu).getAllByRole('checkbox').map((box) => box.parentElement?.textContent)).toEqual(['Meta', 'TikTok', 'GA4']);
  await user.click(within(menu).getByLabelText('GA4'));
  expect(conversionRows().map(({ id }) => id)).toEqual(['row-c']);
  await user.click(within(menu).getByLabelText('Meta'));
  expect(conversionRows().map(({ id }) => id)).toEqual(['row-a', 'row-c']);
  await user.keyboard('{Escape}');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Platforms' }));
  expect(screen.getByRole('button', { name: 'Platforms' }).textContent).toBe('GA4, Meta');
});

const head = (name: string) => screen.getByRole('columnheader', { name });

test('a column head sorts one way, then the other, then groups by visit again', async () => {
  renderPanel(projection([visit([conversion({ id: 'a', value: 5 }), conversion({ id: 'b', value: null }), conversion({ id: 'c', value: 12 })])]));
  const order = () => conversionRows().map(({ id }) => id);
  await userEvent.click(screen.getByRole('button', { name: 'Value' }));
  expect([order(), head('Value').getAttribute('aria-sort')]).toEqual([['row-a', 'row-c', 'row-b'], 'ascending']);
  expect(screen.queryByText('/checkout/thank-you')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Value' }));
  expect([order(), head('Value').getAttribute('aria-sort')]).toEqual([['row-c', 'row-a', 'row-b'], 'descending']);
  await userEvent.click(screen.getByRole('button', { name: 'Value' }));
  expect([order(), head('Value').getAttribute('aria-sort')]).toEqual([['row-a', 'row-b', 'row-c'], 'none']);
  expect(screen.getByText('/checkout/thank-you')).toBeTruthy();
});

test('Enter on a column head sorts and opens no detail', async () => {
  renderPanel(sample);
  screen.getByRole('button', { name: 'Platform', description: 'Sort by Platform' }).focus();
  await userEvent.keyboard('{Enter}');
  expect(conversionRows().map(({ id }) => id)).toEqual(['row-c', 'row-a', 'row-b']);
  expect(screen.queryByRole('region', { name: 'Conversion' })).toBeNull();
});

test('columns are chosen, and keep their order', async () => {
  renderPanel(sample);
  await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
  for (const name of ['Senders', 'Pixel ID', 'Gap']) await userEvent.click(screen.getByLabelText(name, { selector: 'input' }));
  const names = screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
  expect(names).toEqual(['Verdict', 'Platform', 'Event', 'Event ID: browser / server', 'Pixel ID', 'Value', 'Senders']);
  expect(grid().getAttribute('aria-colcount')).toBe('7');
  expect(within(conversionRows()[0] as HTMLElement).getByText('browser, shop backend')).toBeTruthy();
});

test('without "keep log" what was recorded before the page was loaded is not shown, and one press brings it back', async () => {
  const { store } = renderPanel(projection([visit([{ ...second, browser: [fire(), fire({ id: 'c2#0', at: AT + 60_000 })] }, first])]));
  await userEvent.click(screen.getByRole('button', { name: 'Keep log' }));
  expect(conversionRows()).toHaveLength(2);
  store.setState({ loadedAt: AT + 30_000 });
  await expect.poll(() => conversionRows().map(({ id }) => id)).toEqual(['row-b']);
  expect(screen.getByText('1 of 1 conversion shown')).toBeTruthy();
  store.setState({ loadedAt: AT + 90_000 });
  await expect.poll(() => screen.queryByText('Nothing captured since the page was loaded')).toBeTruthy();
  await userEvent.click(screen.getAllByRole('button', { name: 'Keep log' })[1] as HTMLElement);
  expect(conversionRows()).toHaveLength(2);
});

test('page views are hidden until asked for', async () => {
  const pageView = conversion({ id: 'view', eventName: 'PageView', server: [], browser: [fire({ role: 'measurement' })], verdict: { keys: [idComparison('x', 'x')] } });
  renderPanel(projection([visit([first, pageView])]));
  expect(conversionRows().map(({ id }) => id)).toEqual(['row-a']);
  await userEvent.click(screen.getByRole('button', { name: 'Conversions only' }));
  expect(conversionRows().map(({ id }) => id)).toEqual(['row-a', 'row-view']);
});

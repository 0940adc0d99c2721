import { screen, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { conversion, doubleCount, fire, projection, serverEvent, visit } from './builders.ts';
import { renderPanel } from './render-panel.tsx';

const sample = projection([visit([doubleCount({ id: 'a' }), conversion({ id: 'b', platform: 'tiktok', pixelId: 'C4A1' })])]);
const tab = (name: string) => screen.getByRole('tab', { name });
const open = (name: string) => userEvent.click(tab(name));

test('one view is shown at a time, named by its tab', async () => {
  renderPanel(sample);
  expect(screen.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual(['Conversions', 'Timeline', 'Coverage', 'Order look-up', 'Revisit test']);
  await open('Coverage');
  expect(screen.getByRole('tabpanel', { name: 'Coverage' })).toBeTruthy();
  expect(screen.queryByRole('grid')).toBeNull();
});

test('the tabs are one tab stop; arrow keys, Home and End move on', async () => {
  renderPanel(sample);
  tab('Conversions').focus();
  const selected = async (key: string) => {
    await userEvent.keyboard(key);
    expect(document.activeElement).toBe(screen.getByRole('tab', { selected: true }));
    return document.activeElement?.textContent;
  };
  expect(await selected('{ArrowRight}')).toBe('Timeline');
  expect(await selected('{End}')).toBe('Revisit test');
  expect(await selected('{ArrowRight}')).toBe('Conversions');
  expect(await selected('{ArrowLeft}')).toBe('Revisit test');
  expect(await selected('{Home}')).toBe('Conversions');
  expect(screen.getAllByRole('tab').filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
});

test('coverage: a row per pixel whose bar and figures say the same', async () => {
  renderPanel(sample);
  await open('Coverage');
  const row = screen.getByRole('row', { name: /^Meta 1234567890123456/ });
  expect(within(row).getByRole('img').getAttribute('aria-label')).toBe('1 double counts');
  expect(within(row).getAllByRole('cell').slice(1).map(({ textContent }) => textContent)).toEqual(['1', '1', '0', '0', '1', '0', '0', '100 %', '129.50 EUR']);
  expect(screen.getByText('Over the session').parentElement?.querySelector('[role=img]')?.getAttribute('aria-label')).toBe('1 deduplicates, 1 double counts');
});

test('coverage follows the filters of the list', async () => {
  renderPanel(sample);
  await open('Coverage');
  await userEvent.type(screen.getByRole('searchbox'), 'tiktok');
  expect(screen.queryByRole('row', { name: /^Meta/ })).toBeNull();
  await userEvent.type(screen.getByRole('searchbox'), 'zzz');
  expect(screen.getByRole('heading', { name: 'The filters hide every conversion' })).toBeTruthy();
});

test('timeline: a lane per conversion says both events in words, and leads to the proof', async () => {
  renderPanel(sample);
  await open('Timeline');
  const lane = screen.getByRole('img', { name: /^Meta Purchase/ });
  expect(lane.getAttribute('aria-label')).toBe('Meta Purchase, Double counts: Browser event, +0.0 s, order-1013-b7c1; Server event, +1.2 s, 1013-b7c1');
  await userEvent.click(screen.getByRole('button', { name: /^Meta Purchase/ }));
  expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Conversions');
  expect(screen.getByRole('region', { name: 'Conversion' })).toBeTruthy();
});

test('timeline: the window is shown, and where it ends', async () => {
  const late = conversion({ id: 'late', server: [serverEvent({ receivedAt: fire().event.at + 49 * 3_600_000 })] });
  renderPanel(projection([visit([late])]));
  await open('Timeline');
  expect(document.querySelector('.track .window')).toBeTruthy();
  expect(screen.getByText('Window of 48 h ends here')).toBeTruthy();
});

test('timeline: another visit is chosen by its page and time', async () => {
  renderPanel(projection([visit([conversion({ id: 'a' })]), visit([conversion({ id: 'b', platform: 'ga4' })], { id: 'v2', pageUrl: 'https://shop.test/cart', orderId: null })]));
  await open('Timeline');
  const choice = screen.getByRole('combobox', { name: 'Page visit' });
  await userEvent.selectOptions(choice, within(choice).getByRole('option', { name: /^\/cart/ }));
  expect(screen.getByRole('img', { name: /^GA4/ })).toBeTruthy();
});

test('timeline: the table holds every event of both sides', async () => {
  renderPanel(sample);
  await open('Timeline');
  const rows = within(screen.getByText('The same as a table').parentElement as HTMLElement).getAllByRole('row', { hidden: true });
  expect(rows).toHaveLength(1 + 4);
});

test('timeline without a visit says what to do', async () => {
  renderPanel(projection([]));
  await open('Timeline');
  expect(screen.getByRole('heading', { name: 'No page visit to show' })).toBeTruthy();
});

test('order look-up: walks from the browser to the verdict', async () => {
  renderPanel(sample);
  await open('Order look-up');
  await userEvent.type(screen.getByRole('textbox', { name: 'Order ID' }), '1013');
  const walk = screen.getByRole('region', { name: 'Meta Purchase' });
  expect(within(walk).getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'The browser sent it: yes with ID order-1013-b7c1, to www.facebook.com',
    'The server sent it: yes with ID 1013-b7c1, by shop backend',
    'Same pixel: yes 1234567890123456',
    'Same event name: yes Purchase',
    'Different event ID: no browser order-1013-b7c1, server 1013-b7c1',
    'Inside the window: yes 1.2 s, 48 h allowed',
  ]);
  expect(within(walk).getByText(/^Meta will count this Purchase twice/)).toBeTruthy();
});

test('order look-up: where all keys match, the support is asked with the evidence', async () => {
  renderPanel(sample, { view: 'order', orderText: '1013' });
  expect(within(screen.getByRole('region', { name: 'TikTok Purchase' })).getByText(/^All keys match: TikTok counts it once/)).toBeTruthy();
  await userEvent.setup().click(screen.getByRole('button', { name: 'Copy evidence' }));
  const text = await navigator.clipboard.readText();
  expect(text).toContain('## Meta Purchase: Double counts');
  expect(text).toContain('| Event ID | `order-1013-b7c1` | `1013-b7c1` | different |');
});

test('order look-up: an unknown order is said to be unknown; known ones are one press away', async () => {
  renderPanel(sample, { view: 'order' });
  await userEvent.type(screen.getByRole('textbox'), '77');
  expect(screen.getByRole('heading', { name: 'No event of this session names “77”' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: '1013' }));
  expect(screen.getByRole('heading', { name: 'Order 1013' })).toBeTruthy();
});

test('revisit test: asks first, and says that real pixels are sent', async () => {
  const { actions } = renderPanel(sample, { view: 'revisit' });
  await userEvent.click(screen.getByRole('button', { name: 'Reload' }));
  expect(actions.onRevisit).not.toHaveBeenCalled();
  expect(screen.getByRole('alert').textContent).toContain('The page will send its real pixels again.');
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(screen.queryByRole('alert')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Back and forward' }));
  await userEvent.click(screen.getByRole('button', { name: 'Send real pixels again: back and forward' }));
  expect(actions.onRevisit).toHaveBeenCalledExactlyOnceWith('back-forward');
});

test('revisit test: says what each platform counts before and after', () => {
  const before = [conversion({ id: 'b', platform: 'tiktok' })];
  const now = conversion({ id: 'b', platform: 'tiktok', browser: [fire(), fire({ id: 'c9#0', eventId: 'x' })], verdict: { outcome: 'double-counts', counted: 2 } });
  renderPanel(projection([visit([now])]), { view: 'revisit', revisit: { kind: 'reload', before, startedAt: 0, running: false, failure: null } });
  expect(screen.getByText('1 conversion counts more often than before.')).toBeTruthy();
  const cells = within(screen.getByRole('row', { name: /^TikTok Purchase/ })).getAllByRole('cell');
  expect(cells.map(({ textContent }) => textContent)).toEqual(['1', '1', '2', 'Double counts' + now.verdict.sentence]);
});

test('revisit test: a failure is said, and a file has no page to visit', () => {
  const run = { kind: 'reload' as const, before: [], startedAt: 0, running: false, failure: 'The page did not load again.' };
  renderPanel(sample, { view: 'revisit', revisit: run });
  expect(screen.getByRole('alert').textContent).toContain('The page did not load again.');
});

test('a file that is shown is named, and one press goes back', async () => {
  const { actions } = renderPanel(sample, { fileName: 'case-7.json', tabId: null, view: 'revisit' });
  expect(screen.getByText(/^Viewing the file case-7\.json/)).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Not possible in a file' })).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Clear' }).disabled).toBe(true);
  await userEvent.click(screen.getByRole('button', { name: 'Back to live' }));
  expect(actions.onCloseFile).toHaveBeenCalledOnce();
});

test('a file is chosen by a button', async () => {
  const { actions, container } = renderPanel(sample);
  const file = new File(['{}'], 'case-7.json', { type: 'application/json' });
  await userEvent.upload(container.querySelector('input[type=file]') as HTMLInputElement, file);
  expect(actions.onOpenFile).toHaveBeenCalledExactlyOnceWith(file);
});

test('a file that cannot be opened leaves the rows and says why', async () => {
  const { store } = renderPanel(sample, { fileFailure: 'case-7.json could not be opened. It is not JSON.' });
  expect(screen.getByRole('grid')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(store.getState().fileFailure).toBeNull();
});

import { render, screen, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { Popup } from '../../components/popup/popup.tsx';
import { createPopupStore } from '../../components/popup/popup-store.ts';
import type { PopupState } from '../../components/popup/popup-store.ts';
import { answerFor } from '../../components/popup/tab-answer.ts';
import type { Checklist } from '../../lib/model/expectation.ts';
import type { Outcome } from '../../lib/model/verdict.ts';
import { conversion, doubleCount, fire, projection, visit } from './builders.ts';
import './clean-page.ts';

function renderPopup(state: Partial<PopupState>) {
  const store = createPopupStore('https://shop.test/checkout/thank-you?order=1013');
  store.setState(state);
  const actions = { onExport: vi.fn(), onOptions: vi.fn(), onRecord: vi.fn(), onExpect: vi.fn(), onSaveResult: vi.fn() };
  render(<Popup store={store} actions={actions} />);
  return actions;
}

const of = (...outcomes: Outcome[]) => outcomes.map((outcome, index) => conversion({ id: String(index), verdict: { outcome, counted: outcome === 'double-counts' ? 2 : 1 } }));

test.each<[Outcome[], string, string]>([
  [['double-counts', 'double-counts', 'deduplicates', 'pending'], '2 of 4 conversions will count twice', 'bad'],
  [['swallowed', 'deduplicates'], '1 of 2 conversions will be swallowed', 'swallowed'],
  [['double-counts', 'swallowed'], '1 of 2 conversions will count twice, 1 will be swallowed', 'bad'],
  [['lost', 'deduplicates'], '1 of 2 conversions will not be counted', 'bad'],
  [['undetermined', 'pending', 'deduplicates'], '1 of 3 conversions cannot be judged yet', 'wait'],
  [['pending', 'deduplicates'], 'Waiting for the server side of 1 of 2 conversions', 'wait'],
  [['deduplicates', 'browser-only'], 'All 2 conversions will count once', 'ok'],
])('answers %s with "%s"', (outcomes, headline, tone) => {
  expect(answerFor(of(...outcomes))).toMatchObject({ headline, tone });
});

test('what counts otherwise than twice is said to count too often', () => {
  const counted = (id: string, count: number, expected: 0 | 1) => conversion({ id, verdict: { outcome: 'double-counts', counted: count, expected } });
  expect(answerFor([counted('fired', 3, 1), ...of('deduplicates', 'swallowed')]).headline).toBe('1 of 3 conversions will count too often, 1 will be swallowed');
  expect(answerFor([counted('kept', 1, 0), counted('twice', 2, 1)]).headline).toBe('2 of 2 conversions will count too often');
});

test('what the server took back is not said to count', () => {
  const takenBack = conversion({ id: 'taken', verdict: { outcome: 'deduplicates', counted: 0, expected: 0 } });
  expect(answerFor([takenBack]).headline).toBe('The conversion counts no more: the server took it back');
  expect(answerFor([takenBack, ...of('deduplicates')]).headline).toBe('All 2 conversions will count once, but for what the server took back');
});

test('money is summed per currency, over and under apart', () => {
  const stake = (id: string, atStake: number, currency: string) => conversion({ id, currency, verdict: { outcome: 'double-counts', atStake } });
  const { notes } = answerFor([stake('a', 129.5, 'EUR'), stake('b', 129.5, 'EUR'), stake('c', 10, 'USD'), stake('d', -84, 'EUR')]);
  expect(notes).toEqual(['259.00 EUR counted too often.', '84.00 EUR not counted.', '10.00 USD counted too often.']);
});

test('the amount of a step before the sale, or of a refund, is no money at stake', () => {
  const cart = conversion({ id: 'cart', eventName: 'AddToCart', noSale: true, verdict: { outcome: 'double-counts', atStake: 129.5 } });
  expect(answerFor([cart, ...of('deduplicates')]).notes).toEqual([]);
});

test('a lone side is said although it counts once', () => {
  expect(answerFor(of('deduplicates', 'browser-only', 'server-only')).notes).toEqual(['1 has no browser signal.', '1 has no server signal.']);
});

test('each conversion has its IDs, its verdict with the cause, and a copy button', async () => {
  const user = userEvent.setup();
  renderPopup({ projection: projection([visit([doubleCount({ id: 'a' }), conversion({ id: 'b', platform: 'tiktok' })])]) });
  const [first, second] = screen.getAllByRole('listitem');
  expect(first?.textContent).toBe("Meta Purchaseorder-1013-b7c1 / 1013-b7c1Double counts: the browser's event ID has the prefix order-, the server's has not");
  expect(second?.textContent).toBe('TikTok Purchaseorder-1013Deduplicates');
  await user.click(screen.getByRole('button', { name: 'Copy event ID of TikTok Purchase' }));
  expect(await navigator.clipboard.readText()).toBe('order-1013');
  await user.click(screen.getByRole('button', { name: 'Copy event ID of Meta Purchase' }));
  expect(await navigator.clipboard.readText()).toBe('browser: order-1013-b7c1\nserver: 1013-b7c1');
});

test('page views do not count', () => {
  const pageView = conversion({ id: 'view', server: [], browser: [fire({ role: 'measurement' })], verdict: { outcome: 'undetermined' } });
  renderPopup({ projection: projection([visit([conversion(), pageView])]) });
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('The conversion will count once');
});

test('the check line says how many do not deduplicate, and nothing while a verdict is open', () => {
  renderPopup({ projection: projection([visit(of('double-counts', 'browser-only', 'deduplicates'))]) });
  expect(screen.getByText('All deduplicate: 2 do not')).toBeTruthy();
});

test('the check line is silent while a verdict is open', () => {
  renderPopup({ projection: projection([visit(of('pending', 'deduplicates'))]) });
  expect(screen.queryByText(/All deduplicate/)).toBeNull();
});

test('page, order and relay are named; the report can be exported', async () => {
  const actions = renderPopup({ projection: projection([visit([conversion()])]) });
  expect(within(screen.getByRole('banner')).getByText('shop.test/checkout/thank-you')).toBeTruthy();
  expect(screen.getByText('order 1013')).toBeTruthy();
  expect(screen.getByText('Relay relay.shop.test, 0.8 s behind')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Export report' }));
  expect(actions.onExport).toHaveBeenCalledOnce();
});

test('nothing recorded on this tab: says what to do', () => {
  renderPopup({ projection: projection([]) });
  expect(screen.getByRole('heading', { name: 'No conversion on this tab yet' })).toBeTruthy();
});

test('not recording: offers to start', async () => {
  const actions = renderPopup({ projection: projection([], { recordingSince: null }) });
  await userEvent.click(screen.getByRole('button', { name: 'Start recording' }));
  expect(actions.onRecord).toHaveBeenCalledOnce();
});

test('without a relay the options are one click away', async () => {
  const relay = { host: null, state: 'absent' as const, code: null, message: null, lagMs: null };
  const actions = renderPopup({ projection: projection([visit([conversion()])]), relay });
  expect(screen.getByText('No relay configured')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Configure' }));
  expect(actions.onOptions).toHaveBeenCalledOnce();
});

test('a recorder that does not answer is said', () => {
  renderPopup({ failure: 'Reload the extension.' });
  expect(screen.getByRole('heading', { name: 'The recorder does not answer' })).toBeTruthy();
});

const CHECKLIST: Checklist = {
  expectation: { id: 'e1', name: 'Thank-you page', page: '/checkout/thank-you', events: [], deduplicated: true },
  pageUrl: 'https://shop.test/checkout/thank-you',
  checks: [
    { text: 'Exactly 1 purchase on Meta', status: 'passed', detail: null },
    { text: 'All deduplicate', status: 'failed', detail: '2 of 5 do not: TikTok.' },
  ],
  status: 'failed',
};

test('a checklist says of each check whether it passed, and what was seen instead', () => {
  renderPopup({ projection: projection([visit([conversion()])]), checklists: [CHECKLIST] });
  const list = screen.getByRole('region', { name: 'Checklists' });
  expect(within(list).getByRole('heading').textContent).toBe('Checklist: Thank-you page');
  expect([...list.querySelectorAll('.checklist .check')].map((line) => line.textContent)).toEqual([
    'Passed: Exactly 1 purchase on Meta',
    'Failed: All deduplicate 2 of 5 do not: TikTok.',
  ]);
});

test('a checklist is there before the first conversion, so that QA sees what is awaited', () => {
  renderPopup({ projection: projection([]), checklists: [CHECKLIST] });
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('No conversion on this tab yet');
  expect(screen.getByRole('region', { name: 'Checklists' })).toBeDefined();
});

test('the result is saved in the format that was asked for', async () => {
  const { onSaveResult } = renderPopup({ projection: projection([visit([conversion()])]), checklists: [CHECKLIST] });
  await userEvent.click(screen.getByRole('button', { name: 'Save result as JUnit' }));
  expect(onSaveResult.mock.calls).toEqual([['junit']]);
});

test('only a run that is not expected yet can be written down', async () => {
  const { onExpect } = renderPopup({ projection: projection([visit([conversion()])]), recordable: true });
  await userEvent.click(screen.getByRole('button', { name: 'Expect this from now on' }));
  expect(onExpect).toHaveBeenCalledOnce();
});

test('a tab whose run is expected already offers nothing to write down', () => {
  renderPopup({ projection: projection([visit([conversion()])]), recordable: false });
  expect(screen.queryByRole('button', { name: 'Expect this from now on' })).toBeNull();
});

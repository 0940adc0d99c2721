import { screen, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { conversion, fire, projection, visit } from './builders.ts';
import { renderPanel } from './render-panel.tsx';

const click = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const NO_RELAY = { host: null, state: 'absent' as const, code: null, message: null, lagMs: null };

test('not recording: says so and starts on request', async () => {
  const { actions } = renderPanel(projection([], { recordingSince: null }));
  expect(screen.getByRole('heading', { name: 'Not recording' })).toBeTruthy();
  await click('Start recording');
  expect(actions.onRecording).toHaveBeenCalledExactlyOnceWith(true);
});

test('recording with nothing captured: says what to do', () => {
  renderPanel(projection([]));
  expect(screen.getByRole('heading', { name: 'No conversion captured yet' })).toBeTruthy();
  expect(screen.getByText(/Reload the page under test, then make a test order/)).toBeTruthy();
});

test('filters that hide everything are cleared by one button', async () => {
  renderPanel(projection([visit([conversion()])]));
  await userEvent.type(screen.getByRole('searchbox'), 'zzz');
  expect(screen.getByRole('heading', { name: 'The filters hide every conversion' })).toBeTruthy();
  await click('Clear filters');
  expect(screen.getByRole('grid')).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('');
});

test('page views only: names them and says what to do next', async () => {
  const pageView = conversion({ eventName: 'PageView', browser: [fire({ role: 'measurement', eventName: 'PageView' })], server: [] });
  renderPanel(projection([visit([pageView])]));
  expect(screen.getByRole('heading', { name: 'No conversion captured yet' })).toBeTruthy();
  expect(screen.getByText(/^1 page view or other measurement event recorded/)).toBeTruthy();
  await click('Show all events');
  expect(screen.getByRole('row', { name: /PageView/ })).toBeTruthy();
});

test('conversions in other tabs only: offers to show them', async () => {
  renderPanel(projection([visit([conversion()], { tabId: 8 })]));
  expect(screen.getByText('1 conversion recorded in other tabs.')).toBeTruthy();
  await click('Show all tabs');
  expect(screen.getByRole('grid')).toBeTruthy();
});

test('no relay: a banner says what follows and leads to the options', async () => {
  const { actions } = renderPanel(projection([], { relay: NO_RELAY }));
  expect(screen.getByText(/Verdicts stay undetermined until one tells what the server sent/)).toBeTruthy();
  await click('Configure a relay');
  expect(actions.onOptions).toHaveBeenCalledOnce();
});

test('relay error: the message as the relay client gave it, and a retry', async () => {
  const relay = { host: 'relay.shop.test', state: 'error' as const, code: 'wrong-token', message: 'The relay refused the token.', lagMs: null };
  const { actions } = renderPanel(projection([visit([conversion()])], { relay }));
  expect(screen.getAllByText('Relay relay.shop.test: The relay refused the token.')).toHaveLength(2);
  await click('Retry');
  expect(actions.onRetryRelay).toHaveBeenCalledOnce();
});

test("the page's own relay counts more than the log's last word", () => {
  renderPanel(projection([], { relay: NO_RELAY }), { relay: { host: 'relay.shop.test', state: 'ok', code: null, message: null, lagMs: 800 } });
  expect(screen.queryByText(/No relay/)).toBeNull();
  expect(screen.getByText('Relay relay.shop.test, 0.8 s behind')).toBeTruthy();
});

test('a relay that was not asked yet is not shown as working', () => {
  renderPanel(projection([]), { relay: { host: 'relay.shop.test', state: 'ok', code: null, message: 'Not asked yet.', lagMs: null } });
  const strip = screen.getByRole('contentinfo', { name: 'Capture health' });
  expect(within(strip).getByText('Relay relay.shop.test: Not asked yet.').closest('.ok')).toBeNull();
});

test('background unreachable before anything was read: its message and a retry', async () => {
  const { actions } = renderPanel(null, { failure: 'Reload the extension.' });
  expect(screen.getByText('Reload the extension.')).toBeTruthy();
  await click('Try again');
  expect(actions.onReconnect).toHaveBeenCalledOnce();
});

test('background lost later: the rows stay', () => {
  renderPanel(projection([visit([conversion()])]), { failure: 'Reload the extension.' });
  expect(screen.getByText('The recorder does not answer: Reload the extension.')).toBeTruthy();
  expect(screen.getByRole('grid')).toBeTruthy();
});

test('the health strip states what was seen, blocked and unreadable, and the last fault', () => {
  const faults = [1, 2].map((at) => ({ at, code: 'full', message: `The disk is full (${at}).` }));
  renderPanel(projection([], { captures: 12, blocked: 1, unreadableBodies: 2, faults }));
  const strip = screen.getByRole('contentinfo', { name: 'Capture health' });
  for (const text of ['12 requests seen', '1 request blocked', '2 bodies unreadable', 'The disk is full (2). (2 faults)']) {
    expect(within(strip).getByText(text)).toBeTruthy();
  }
});

test('recording is a pressed button that stops it', async () => {
  const { actions } = renderPanel(projection([visit([conversion()])]));
  expect(screen.getByRole('button', { name: 'Recording' }).getAttribute('aria-pressed')).toBe('true');
  await click('Recording');
  expect(actions.onRecording).toHaveBeenCalledExactlyOnceWith(false);
  await click('Clear');
  expect(actions.onClear).toHaveBeenCalledOnce();
});

test.each([
  ['HTML report', 'html'],
  ['CSV table', 'csv'],
  ['JSON report', 'json'],
  ['Session file', 'session'],
])('export offers the %s', async (name, kind) => {
  const { actions } = renderPanel(projection([visit([conversion()])]));
  await click('Export report');
  await click(name);
  expect(actions.onExport).toHaveBeenCalledExactlyOnceWith(kind);
  expect(screen.queryByRole('button', { name })).toBeNull();
});

test('Escape closes the export menu and gives the focus back', async () => {
  renderPanel(projection([visit([conversion()])]));
  await click('Export report');
  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('button', { name: 'Export report' }).getAttribute('aria-expanded')).toBe('false');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Export report' }));
});

test('with nothing recorded there is nothing to export or clear', () => {
  renderPanel(projection([], { captures: 0 }));
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Export report' }).disabled).toBe(true);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Clear' }).disabled).toBe(true);
});

test('automatic events are counted apart, by name, and make no row', () => {
  const apart = [fire({ role: 'automatic', eventName: 'SubscribedButtonClick' }).event, fire({ role: 'automatic', eventName: 'SubscribedButtonClick' }).event];
  renderPanel({ ...projection([]), apart });
  expect(screen.getByTitle('Meta SubscribedButtonClick').textContent).toBe('2 automatic or remarketing events, not judged');
  expect(screen.queryByRole('grid')).toBeNull();
});

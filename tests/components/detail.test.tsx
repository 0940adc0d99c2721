import { fireEvent, render, screen, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { ConversionDetail } from '../../components/detail/conversion-detail.tsx';
import { asCurl } from '../../components/detail/copy-request.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import { AT, browserEvent, capture, conversion, doubleCount, fire, serverEvent } from './builders.ts';
import './clean-page.ts';
import { ANALYSIS } from './render-panel.tsx';

function renderDetail(of: JudgedConversion, known = [capture()]) {
  const evidence = {
    captureOf: (id: string) => known.find((each) => each.id === id) ?? null,
    paramsOf: () => [{ key: 'cd[value]', label: 'Value', value: '129.50', group: 'Custom data' }],
  };
  const onClose = vi.fn();
  render(<ConversionDetail conversion={of} evidence={evidence} analysis={ANALYSIS} heading={{ current: null }} onBack={vi.fn()} onClose={onClose} />);
  return { onClose };
}

/** A section's text by its heading. */
const section = (name: string) => screen.getByRole('heading', { name }).parentElement as HTMLElement;

test('the answer comes first, then how often it counts and the money', () => {
  renderDetail(doubleCount());
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe("Meta will count this Purchase twice: the browser's event ID has the prefix order-, the server's has not.");
  expect(document.querySelector('.sum')?.textContent).toBe('2 counted1 expected+129.50 EUR too much');
});

test('a count that the evidence does not give is not a number', () => {
  renderDetail(conversion({ verdict: { outcome: 'undetermined', counted: null } }));
  expect(document.querySelector('.sum')?.textContent).toBe('? counted, not known1 expected');
});

test('the keys table holds both values and the result in words', () => {
  renderDetail(doubleCount());
  const rows = within(section('What Meta compares')).getAllByRole('row').slice(1);
  expect(rows.map((row) => [...row.children].map(({ textContent }) => textContent))).toEqual([
    ['Pixel', '1234567890123456', '1234567890123456', 'equal'],
    ['Event name', 'Purchase', 'Purchase', 'equal'],
    ['Event ID', 'order-1013-b7c1', '1013-b7c1', 'different'],
    ['Window', '1.2 s apart, 48 h allowed', 'inside'],
  ]);
});

test('missing and incomparable keys are said in words, with the note', () => {
  const keys = [
    { key: 'eventId' as const, browser: null, server: 'x', result: 'missing' as const, note: null },
    { key: 'action' as const, browser: 'AW-1/a', server: '9', result: 'not-comparable' as const, note: 'no mapping in the settings' },
  ];
  renderDetail(conversion({ verdict: { keys } }));
  const rows = within(section('What Meta compares')).getAllByRole('row').slice(1);
  expect(rows.map(({ textContent }) => textContent)).toEqual(['Event IDnonexmissing', 'Conversion actionAW-1/a9not comparableno mapping in the settings']);
});

test('causes, and the reason for standing in one row where it is not the rule', () => {
  renderDetail(doubleCount());
  expect(within(section('Why')).getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    "The browser's event ID has the prefix order-, the server's has not.",
    'Nearly the same event ID brings these events together.',
  ]);
});

test('the fix has a snippet that can be copied', async () => {
  const user = userEvent.setup();
  renderDetail(doubleCount());
  await user.click(screen.getByRole('button', { name: 'Copy fix' }));
  expect(await navigator.clipboard.readText()).toMatch(/eventID: order\.eventId/);
  expect(screen.getByText('Copied')).toBeTruthy();
});

test('drift shows both values and which copy the platform keeps, even where it deduplicates', () => {
  renderDetail(conversion({ verdict: { drift: [{ field: 'value', browser: '129.50', server: '12950' }], survivor: 'server' } }));
  expect(section('What differs between the copies').textContent).toContain('Value129.5012950');
  expect(section('What differs between the copies').textContent).toContain("The platform keeps the server's copy.");
});

test('the copy that the platform keeps is named where nothing differs', () => {
  renderDetail(conversion({ verdict: { survivor: 'browser' } }));
  expect(section('Which copy is kept').textContent).toContain("The platform keeps the browser's copy.");
});

test('the chain of custody names each station and marks where the ID broke', () => {
  const call = { platform: 'meta' as const, method: 'track', arguments: [], eventId: 'order-1013-b7c1', eventName: 'Purchase', pixelIds: [], stack: 'at https://shop.test/js/thank-you.js:42:3', documentId: 'D1', at: AT };
  const push = { ...call, platform: null, method: 'dataLayer.push', arguments: [{ eventId: '1013-b7c1' }], eventId: null };
  renderDetail(doubleCount({ calls: [push, call] }));
  const stations = within(section('Where the ID changed')).getAllByRole('listitem');
  expect(stations.map(({ textContent }) => textContent)).toEqual([
    'dataLayer1013-b7c1, unchanged',
    'SDK callorder-1013-b7c1, changed here',
    'Requestorder-1013-b7c1, unchanged',
    'Responsedelivered, status 200',
    'Server1013-b7c1, unchanged',
    'Platformaccepted',
  ]);
  expect(section('Where the ID changed').textContent).toContain('The ID changed at the SDK call (thank-you.js:42): “1013-b7c1” became “order-1013-b7c1”.');
  expect(section('Fix, in thank-you.js:42')).toBeTruthy();
});

test('the slider says what the platform would do with a later server event, and goes back', async () => {
  renderDetail(conversion());
  const slider = screen.getByRole('slider', { name: 'Server event after the browser event' });
  expect(slider.getAttribute('aria-valuetext')).toBe('As observed, 1.2 s after the browser event');
  fireEvent.input(slider, { target: { value: slider.getAttribute('max') } });
  expect(slider.getAttribute('aria-valuetext')).toBe('30 d after the browser event');
  expect(section('What if the server event came at another time?').textContent).toContain('Double counts');
  await userEvent.click(screen.getByRole('button', { name: 'As observed' }));
  expect(section('What if the server event came at another time?').textContent).toContain('Deduplicates');
});

test('without a server event there is nothing to move in time', () => {
  renderDetail(conversion({ server: [], gapMs: null }));
  expect(screen.queryByRole('slider')).toBeNull();
});

test('a copy as Markdown is complete, and carries no personal data', async () => {
  const user = userEvent.setup();
  renderDetail(doubleCount({ verdict: { sentence: 'Meta counts jane@example.com twice.' } }));
  await user.click(screen.getByRole('button', { name: 'Copy as Markdown' }));
  const text = await navigator.clipboard.readText();
  for (const part of ['## Meta Purchase: Double counts', 'Counted: 2, expected: 1', '| Event ID | `order-1013-b7c1` | `1013-b7c1` | different |', '### Fix', '```js']) expect(text).toContain(part);
  expect(text).not.toContain('jane@example.com');
});

test('a server event is shown as it was recorded', () => {
  renderDetail(conversion());
  expect(section('Server events').querySelector('pre')?.textContent).toContain('"sender": "shop backend"');
});

test("each sender is named with delivery, mirrors and the platform's answer", () => {
  const rejected = serverEvent({ id: 's2', sender: 'partner app', deliveries: [{ attempt: 1, status: 400, accepted: false, message: 'Invalid pixel', evidence: 'reported' }] });
  renderDetail(conversion({ browser: [fire({ eventIdOrigin: 'sdk' }, [browserEvent({ mirror: 'Meta privacy sandbox copy', captureId: 'c2' })])], server: [serverEvent(), rejected] }));
  const [browser, own, partner] = within(section('Who sent it')).getAllByRole('listitem');
  expect(browser?.textContent).toMatch(/^Browser to www\.facebook\.com .*delivered, status 200/);
  expect(browser?.textContent).toContain('event ID made by the SDK');
  expect(browser?.textContent).toContain('1 mirror copy, not counted: Meta privacy sandbox copy');
  expect(own?.textContent).toMatch(/^shop backend .*accepted, status 200/);
  expect(partner?.textContent).toContain('rejected, status 400 (as the sender reports): Invalid pixel');
});

test('a side that sent nothing is named', () => {
  renderDetail(conversion({ server: [] }));
  expect(section('Who sent it').textContent).toContain('No server event.');
});

test('the rule has its source, the day it was checked and its basis', () => {
  renderDetail(conversion({ verdict: { basis: 'inferred' } }));
  const rule = section('Rule');
  expect(within(rule).getByRole('link', { name: "Meta's documentation" }).getAttribute('href')).toBe('https://developers.facebook.com/dedup');
  expect(rule.textContent).toContain('checked 2026-11-21, inferred: the documentation is silent');
});

test('the request shows plain labels beside raw keys and copies as cURL', async () => {
  const user = userEvent.setup();
  renderDetail(conversion());
  expect(screen.getByText('Value', { selector: 'th' }).textContent).toBe('Valuecd[value]');
  await user.click(screen.getByRole('button', { name: 'Copy as cURL', hidden: true }));
  expect(await navigator.clipboard.readText()).toBe(asCurl(capture()));
});

test('a request that is no longer kept costs the proof, not the detail', () => {
  renderDetail(conversion(), []);
  expect(screen.getByText('The request is no longer kept.')).toBeTruthy();
});

test('cURL quotes what a shell would read', () => {
  expect(asCurl(capture())).toBe(
    "curl -X 'POST' 'https://www.facebook.com/tr/?id=1234567890123456' -H 'content-type: text/plain' --data-raw 'ev=Purchase&note=it'\\''s'",
  );
  const form = capture({ contentType: null, body: { kind: 'form', fields: [['cd[value]', '1 & 2']] }, startedAt: AT });
  expect(asCurl(form)).toContain("--data-urlencode 'cd%5Bvalue%5D=1 & 2'");
});

test('a format that is not verified is said once for each sender, quietly, and is no fault', () => {
  const copy = { unverified: 'This copy is known from captures by others.' };
  const event = conversion({ browser: [fire({}, [browserEvent({ id: 'c2#0', ...copy }), browserEvent({ id: 'c3#0', ...copy })])], server: [serverEvent({ unverified: 'Uploads are read by the reference.' })] });
  renderDetail(event);
  const notes = screen.getAllByText(/^Format not verified: /);
  expect(notes.map(({ textContent }) => textContent)).toEqual([
    'Format not verified: This copy is known from captures by others.',
    'Format not verified: Uploads are read by the reference.',
  ]);
  expect(notes.every((note) => note.classList.contains('muted'))).toBe(true);
});

test('a verified format is not mentioned', () => {
  renderDetail(doubleCount());
  expect(screen.queryByText(/not verified/)).toBeNull();
});

import { expect, it, vi } from 'vitest';
import { startBridge } from '../../../lib/extension/page-bridge.ts';
import { HELLO_EVENT, RECORD_EVENT } from '../../../lib/extension/page-hook/channel.ts';

function openBridge(answer: unknown = []) {
  const channel = new EventTarget();
  const hellos: unknown[] = [];
  channel.addEventListener(HELLO_EVENT, (event) => hellos.push((event as CustomEvent).detail));
  const send = vi.fn<(message: object) => Promise<unknown>>(() => Promise.resolve(answer));
  startBridge({ channel, document: new EventTarget(), send, now: () => 1 });
  const record = (json: string) => channel.dispatchEvent(new CustomEvent(RECORD_EVENT, { detail: json }));
  return { channel, send, record, hellos };
}

it('every record goes on at once: within the page’s own call', () => {
  const { send, record } = openBridge();
  record('{"record":"call"}');
  expect(send.mock.calls).toEqual([[{ pageRecord: '{"record":"call"}', source: 'hook' }]]);
});

it('a page that sends without end is stopped, and how much was dropped is told now and then', () => {
  const { send, record } = openBridge();
  for (let count = 0; count < 6_500; count += 1) record('{}');
  const messages = send.mock.calls.map(([message]) => message);
  expect(messages.filter((message) => 'pageRecord' in message)).toHaveLength(5_000);
  expect(messages.filter((message) => 'pageRecordsDropped' in message)).toEqual([{ pageRecordsDropped: 1 }, { pageRecordsDropped: 1_001 }]);
});

it('a few records of any size are no way around it', () => {
  const { send, record } = openBridge();
  for (let count = 0; count < 30; count += 1) record('x'.repeat(1_000_000));
  record('x'.repeat(2_000_001));
  expect(send.mock.calls.filter(([message]) => 'pageRecord' in message)).toHaveLength(20);
});

it('a detail that is no text, and a bridge whose extension is gone, hurt nobody', async () => {
  const { channel, send, record } = openBridge();
  channel.dispatchEvent(new CustomEvent(RECORD_EVENT, { detail: { record: 'call' } }));
  send.mockRejectedValue(new Error('Extension context invalidated.'));
  record('{}');
  await Promise.resolve();
  expect(send).toHaveBeenCalledTimes(1);
});

it('the hook is told the hosts that the background names', async () => {
  const { record, hellos } = openBridge(['metrics.shop.test', 7]);
  record('{"record":"hook"}');
  await new Promise((resolve) => setImmediate(resolve));
  expect(hellos).toEqual(['', 'metrics.shop.test']);
});

it('a violation that the page made up is no event of the browser', () => {
  const document = new EventTarget();
  const send = vi.fn(() => Promise.resolve());
  startBridge({ channel: new EventTarget(), document, send, now: () => 1 });
  document.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), { blockedURI: 'https://www.facebook.com/tr/', disposition: 'enforce' }));
  expect(send).not.toHaveBeenCalled();
});

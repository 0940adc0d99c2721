import { expect, test } from 'vitest';
import { HELLO_EVENT, listenToHook, READY_EVENT, RECORD_EVENT } from '../../../../lib/extension/page-hook/channel.ts';

const record = (detail: unknown): Event => new CustomEvent(RECORD_EVENT, { detail });

test('a bridge greets a hook that was first, and one that comes after it', () => {
  const target = new EventTarget();
  let greetings = 0;
  target.addEventListener(HELLO_EVENT, () => (greetings += 1));
  listenToHook(target, () => undefined);
  expect(greetings).toBe(1);
  target.dispatchEvent(new Event(READY_EVENT));
  expect(greetings).toBe(2);
});

test('hosts that were named before the hook came are told to it', () => {
  const target = new EventTarget();
  listenToHook(target, () => undefined).watchHosts(['a.test', 'b.test']);
  const told: unknown[] = [];
  target.addEventListener(HELLO_EVENT, (event) => told.push((event as CustomEvent).detail));
  target.dispatchEvent(new Event(READY_EVENT));
  expect(told).toEqual(['a.test,b.test']);
});

test('records arrive within the dispatch; what is no text is dropped', () => {
  const target = new EventTarget();
  const seen: string[] = [];
  listenToHook(target, (json) => seen.push(json));
  target.dispatchEvent(record('{"record":"call"}'));
  target.dispatchEvent(record({ record: 'call' }));
  target.dispatchEvent(new Event(RECORD_EVENT));
  expect(seen).toEqual(['{"record":"call"}']);
});

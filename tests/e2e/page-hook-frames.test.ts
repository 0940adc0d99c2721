import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openHookLab, type HookLab, type SeenRecord } from './hook-pages/hook-lab.ts';

/** Every kind of frame that capture.md §3 names. Their first inline script sends at once. */
const KINDS = [
  'about-blank',
  'blob',
  'cross-origin',
  'data',
  'document-write',
  'javascript',
  'nested',
  'same-origin',
  'sandboxed',
  'sandboxed-blob',
  'sandboxed-srcdoc',
  'srcdoc',
  'top',
  'window-reused',
];

let lab: HookLab;

beforeAll(async () => {
  lab = await openHookLab();
});

beforeEach(() => lab.forget());

afterAll(() => lab.close());

const eventsOf = (records: SeenRecord[]): string[] =>
  records.flatMap((record) => (record.record === 'attempt' ? [new URL(record.url).searchParams.get('ev') ?? ''] : []));

test('every kind of frame is hooked before its first script, and once', async () => {
  await lab.page.goto('https://shop.test/frames.html');
  const records = await lab.records((seen) => new Set(eventsOf(seen)).size >= KINDS.length);
  expect(eventsOf(records).toSorted()).toEqual(KINDS);
});

test('every document reports each of its parts as on', async () => {
  await lab.page.goto('https://shop.test/frames.html');
  const records = await lab.records((seen) => new Set(eventsOf(seen)).size >= KINDS.length);
  const reports = records.filter((record) => record.record === 'hook');
  expect(reports.length).toBeGreaterThanOrEqual(KINDS.length);
  // fetchLater is for secure contexts, which a data: frame is not.
  const off = reports.flatMap(({ parts }) => parts.filter(({ on, part }) => !on && part !== 'fetch-later'));
  expect(off).toEqual([]);
  expect(new Set(reports.flatMap(({ parts }) => parts.map(({ part }) => part))).size).toBe(18);
});

test('a page without any right to run scripts has the hook all the same', async () => {
  await lab.page.goto(`https://shop.test/blank.html?csp=${encodeURIComponent("script-src 'none'; default-src 'none'")}`);
  const [report] = await lab.records((seen) => seen.some(({ record }) => record === 'hook'));
  expect(report?.record === 'hook' && report.parts.every(({ on }) => on)).toBe(true);
});

test('switched off, the next document has no hook; switched on again, it has', async () => {
  const watched = (): Promise<boolean> => lab.page.evaluate(`Object.getPrototypeOf(window.dataLayer = []) && (new Image().src = 'https://www.facebook.com/tr/?ev=probe', true)`);
  await lab.switchHook(false);
  await lab.page.goto('https://shop.test/blank.html?off');
  await lab.forget();
  await watched();
  await lab.switchHook(true);
  await lab.page.goto('https://shop.test/blank.html?on');
  await watched();
  const records = await lab.records((seen) => eventsOf(seen).length > 0);
  expect(records.map(({ frame }) => frame)).toEqual(Array(records.length).fill('https://shop.test/blank.html?on'));
});

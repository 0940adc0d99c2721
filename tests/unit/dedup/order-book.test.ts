import { describe, expect, test } from 'vitest';
import type { BrowserEvent } from '../../../lib/model/event.ts';
import { browserEvent, causesOf, HOUR_MS, judgeCase, NOON, serverEvent } from './builders.ts';

const later = NOON + 600_000;
const on = (page: string, fields: Partial<BrowserEvent> = {}) => browserEvent({ eventId: 'purchase', pageUrl: `https://shop.test${page}`, ...fields });
const again = (page: string, fields: Partial<BrowserEvent> = {}) => on(page, { at: later, documentId: 'D2', ...fields });
const outcomesOf = (browser: BrowserEvent[]) => judgeCase({ platform: 'tiktok', browser }).map(({ verdict }) => verdict.outcome).sort();

describe('one ID on pages that name their order', () => {
  test('is two orders where the pages name two, whatever the amount', () => {
    const rows = judgeCase({
      browser: [on('/ty/1013'), again('/ty/1014')],
      server: [serverEvent({ eventId: 'purchase' }), serverEvent({ eventId: 'purchase', receivedAt: later + 1_000, eventTime: later })],
    });
    expect(rows.map(({ verdict, browser, server }) => [verdict.outcome, browser.length, server.length])).toEqual([['deduplicates', 1, 1], ['swallowed', 1, 1]]);
    expect(rows.flatMap(causesOf)).toEqual(['id-constant', 'id-constant']);
  });

  test('is one order where the page is the same, whatever the amount', () => {
    expect(outcomesOf([on('/ty?o=1013'), again('/ty?o=1013', { value: 84 })])).toEqual(['browser-only']);
  });

  test.each([
    ['/ty/1013', '/orders/1013?paid=1'],
    ['/ty?o=1013', '/ty?o=1013#top'],
    ['/ty?o=1013&utm_source=mail', '/ty?o=1013&gclid=abc4711'],
    ['/ty?gclid=abc4711', '/ty?fbclid=def4712'],
    ['/ty?t=1795269792000', '/ty?t=1795269892000'],
    ['/ty', '/ty/1013'],
  ])('is one order on %s and %s, at one amount', (first, second) => {
    expect(outcomesOf([on(first), again(second)])).toEqual(['browser-only']);
  });

  test('is one order on its third page, next to another one', () => {
    expect(outcomesOf([on('/ty/1013'), again('/ty/1014'), on('/orders/1013', { at: later + HOUR_MS, documentId: 'D3' })])).toEqual(['browser-only', 'swallowed']);
  });

  test('tells nothing of page views', () => {
    const view = { eventName: 'Pageview', role: 'measurement', value: null, currency: null } as const;
    expect(outcomesOf([on('/p/1013', view), again('/p/1014', view)])).toEqual(['browser-only']);
  });
});

test.each(['/ty?o=1013#top', '/ty?o=1013&utm_source=mail', '/ty?fbclid=x123&o=1013'])('a sale fired again on %s with a new ID is fired twice', (page) => {
  const rows = judgeCase({ browser: [on('/ty?o=1013'), again(page, { eventId: 'b-88' })] });
  expect(rows.map(({ joinedBy, verdict }) => [joinedBy, verdict.counted])).toEqual([['similarity', 2]]);
});

import { expect, test } from 'vitest';
import { formatEvents, parseEvents } from '../../components/options/expected-events.ts';
import type { ExpectedEvent } from '../../lib/model/expectation.ts';

const EVENTS: ExpectedEvent[] = [
  { platform: 'meta', event: 'purchase', count: 1 },
  { platform: 'google-ads', event: 'purchase', count: 1 },
  { platform: 'meta', event: 'Lead on site', count: 0 },
];

test('what is shown can be typed back', () => {
  expect(formatEvents(EVENTS)).toBe('1 purchase on Meta, Google Ads; 0 Lead on site on Meta');
  expect(parseEvents(formatEvents(EVENTS))).toEqual(EVENTS);
});

test.each(['', 'purchase on Meta', '1 purchase', '1 purchase on Nobody', '1 purchase on Meta,', '1 on Meta'])('"%s" is no list of events', (typed) => {
  expect(parseEvents(typed)).toBeNull();
});

test('platforms may be named by their ID, in any case', () => {
  expect(parseEvents(' 2 add_to_cart ON google-ads , TIKTOK ;')).toEqual([
    { platform: 'google-ads', event: 'add_to_cart', count: 2 },
    { platform: 'tiktok', event: 'add_to_cart', count: 2 },
  ]);
});

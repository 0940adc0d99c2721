import { expect, test } from 'vitest';
import { judgeEvents } from '../../../lib/dedup/match.ts';
import type { BrowserEvent } from '../../../lib/model/event.ts';
import type { PlatformId } from '../../../lib/model/platform-id.ts';
import { compareRevisit } from '../../../lib/session/revisit.ts';
import { NOON, browserEvent, contextOf, serverEvent } from '../dedup/builders.ts';

const AGAIN = NOON + 20_000;

/** Line of the only conversion, after its page fired the given events again. */
function revisit(platform: PlatformId, again: Partial<BrowserEvent>[], server = [serverEvent({ platform, orderId: '1' })]) {
  const first = browserEvent({ platform, orderId: '1' });
  const before = judgeEvents(contextOf(platform), [first], server);
  const now = judgeEvents(contextOf(platform), [first, ...again.map((fields) => browserEvent({ platform, orderId: '1', documentId: 'D2', at: AGAIN + 500, ...fields }))], server);
  return compareRevisit(before, now, AGAIN).map(({ before: was, after, newFires }) => ({ was, after, newFires }));
}

test('a page that keeps quiet changes nothing', () => {
  expect(revisit('meta', [])).toEqual([{ was: 1, after: 1, newFires: 0 }]);
});

test('the same ID again is merged with the server event', () => {
  expect(revisit('meta', [{}])).toEqual([{ was: 1, after: 1, newFires: 1 }]);
});

test('another ID each time is counted again', () => {
  expect(revisit('meta', [{ eventId: 'e-2' }])).toEqual([{ was: 1, after: 2, newFires: 1 }]);
});

test('a conversion that did not exist before is a count more', () => {
  const [, added] = revisit('meta', [{ eventName: 'Lead', eventId: 'l-1', orderId: '2' }]);
  expect(added).toEqual({ was: 0, after: 1, newFires: 1 });
});

test('conversions of other pages and page views are left out', () => {
  const first = browserEvent({ orderId: '1' });
  const elsewhere = browserEvent({ eventId: 'other', orderId: '9', at: NOON - 60_000 });
  const pageView = browserEvent({ eventName: 'PageView', eventId: 'v', role: 'measurement', at: AGAIN + 100, documentId: 'D2' });
  const earlierView = browserEvent({ eventName: 'PageView', eventId: 'w', role: 'measurement' });
  const judge = (events: BrowserEvent[]) => judgeEvents(contextOf('meta'), events, []);
  const lines = compareRevisit(judge([first, earlierView]), judge([first, earlierView, elsewhere, pageView]), AGAIN);
  expect(lines.map(({ conversion }) => conversion.eventName)).toEqual(['Purchase']);
});

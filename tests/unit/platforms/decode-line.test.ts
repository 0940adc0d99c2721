import { expect, test } from 'vitest';
import { decodeLine } from '../../../lib/platforms/decode-line.ts';

test('a browser request line gives its events in the printed form', () => {
  const line = { id: 'a', method: 'GET', url: 'https://www.facebook.com/tr/?id=1&ev=Purchase&eid=e-1&cd[value]=5&cd[currency]=EUR&ts=1795000000000' };
  expect(decodeLine(line)).toEqual({
    id: 'a',
    events: [
      {
        platform: 'meta',
        pixelId: '1',
        eventName: 'Purchase',
        eventId: 'e-1',
        value: 5,
        currency: 'EUR',
        orderId: null,
        eventTime: 1_795_000_000_000,
        role: 'conversion',
        mirror: false,
      },
    ],
    issues: [],
  });
});

test('a content type counts whatever the case of its header', () => {
  const body = '--b\r\nContent-Disposition: form-data; name=id\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name=ev\r\n\r\nLead\r\n--b--';
  const line = { id: 'a', method: 'POST', url: 'https://www.facebook.com/tr/', headers: { 'Content-Type': 'multipart/form-data; boundary=b' }, body };
  expect(decodeLine(line).events).toMatchObject([{ pixelId: '1', eventName: 'Lead' }]);
});

test('a base64 body is bytes', () => {
  const body = Buffer.from('en=purchase&ep.transaction_id=größe').toString('base64');
  const line = { id: 'a', method: 'POST', url: 'https://a.test/g/collect?v=2&tid=G-1', body, bodyEncoding: 'base64' };
  expect(decodeLine(line).events).toMatchObject([{ orderId: 'größe' }]);
});

test('a server line gives its events with the role of their names', () => {
  const line = {
    id: 'v',
    platform: 'ga4',
    endpoint: 'https://www.google-analytics.com/mp/collect?measurement_id=G-1',
    method: 'POST',
    body: { events: [{ name: 'purchase' }, { name: 'page_view' }] },
    bodyEncoding: 'json',
  };
  expect(decodeLine(line).events.map((event) => [event.pixelId, event.eventName, event.role])).toEqual([
    ['G-1', 'purchase', 'conversion'],
    ['G-1', 'page_view', 'measurement'],
  ]);
});

test.each([
  { id: 'a', url: 'https://alb.reddit.com/rp.gif?id=a2_1&event=Lead&m.conversionId=C-1' },
  {
    id: 'a',
    endpoint: 'https://ads-api.reddit.com/api/v3/pixels/a2_1/conversion_events',
    body: { data: { events: [{ event_at: 1_795_000_000_000, type: { tracking_type: 'LEAD' }, metadata: { conversion_id: 'C-1' } }] } },
  },
])('an ID that is compared by its hash is printed as it was sent', (line) => {
  expect(decodeLine(line).events).toMatchObject([{ eventId: 'C-1' }]);
});

test('issues of the request and of its events are printed together', () => {
  const line = { id: 'a', method: 'POST', url: 'https://analytics.tiktok.com/api/v2/pixel', body: '{"event":' };
  expect(decodeLine(line)).toMatchObject({ id: 'a', events: [], issues: [{ code: 'malformed-json' }] });
});

test.each([null, 7, 'x', [], {}, { id: 'a' }, { id: 'a', url: 5 }, { id: 1, url: 'https://a.test' }])('%j is a malformed line', (line) => {
  expect(decodeLine(line)).toMatchObject({ events: [], issues: [{ code: 'malformed-line' }] });
});

test('a line whose URL does not parse keeps its ID', () => {
  expect(decodeLine({ id: 'a', url: 'not a url' })).toMatchObject({ id: 'a', events: [], issues: [{ code: 'malformed-url' }] });
});

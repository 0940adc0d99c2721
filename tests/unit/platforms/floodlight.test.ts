import { describe, expect, test } from 'vitest';
import { decodeCapture } from '../../../lib/platforms/decode.ts';
import { floodlight } from '../../../lib/platforms/floodlight.ts';
import { readRequest } from '../../../lib/wire/read-request.ts';
import { buildCapture } from './build-capture.ts';

const ORDER = 'https://ad.doubleclick.net/activity;src=1;type=sale+s;cat=a&b;qty=1;cost=10;ord=';

function orderIn(url: string): string | null | undefined {
  return decodeCapture(buildCapture(url), []).events[0]?.orderId;
}

describe('parameters in a path', () => {
  test('hold + and & as letters, escaped or not', () => {
    const { events } = decodeCapture(buildCapture(`${ORDER}A+1%262&3?`), []);
    expect(events[0]).toMatchObject({ eventName: 'sale+s/a&b', orderId: 'A+1&2&3', value: 10 });
  });

  test('stand in the detail view as they were sent', () => {
    const request = readRequest(buildCapture(`${ORDER}A+1`), null);
    expect(request && floodlight.pathFields?.(request)).toContainEqual(['ord', 'A+1']);
  });

  test('are those of their own request, however requests alternate', () => {
    const page = 'https://ad.doubleclick.net/activity;type=a;cat=b';
    expect([`${ORDER}1`, page, `${ORDER}2`, `${ORDER}1`].map(orderIn)).toEqual(['1', undefined, '2', '1']);
  });

  test('that carry an e-mail address are warned of by name', () => {
    const { events } = decodeCapture(buildCapture(`${ORDER}1;u1=jane%40shop.test`), []);
    expect(events[0]?.issues.map(({ message }) => message)).toEqual([expect.stringContaining('The parameter u1 carries an e-mail address')]);
  });
});

describe('what an ad itself reports on the same host', () => {
  test.each([
    ['a counter of a rich-media ad, which names no activity', 'https://ad.doubleclick.net/activity;src=1234567;met=1;v=1;pid=1;aid=2;cid=3;rid=4;rv=2;eid1=2;ecn1=1'],
    ['an interest group that the browser joins', 'https://td.doubleclick.net/td/fls/rul/activityi;fledge=1;src=1234567;type=sales0;cat=order0;ord=1013'],
  ])('is no event: %s', (_, url) => {
    expect(decodeCapture(buildCapture(url), [])).toMatchObject({ platform: null, events: [] });
  });
});

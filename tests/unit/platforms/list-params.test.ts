import { describe, expect, test } from 'vitest';
import { listParams } from '../../../lib/platforms/list-params.ts';
import { buildCapture, textBody } from './build-capture.ts';

describe('the parameters of a capture', () => {
  test('keep the wire order and get plain names and groups', () => {
    const capture = buildCapture('https://www.facebook.com/tr/?id=1&ev=Purchase&cd[value]=5&cd[shade]=red&zz=1');
    expect(listParams(capture, [])).toEqual([
      { key: 'id', label: 'Pixel ID', value: '1', group: 'Event' },
      { key: 'ev', label: 'Event name', value: 'Purchase', group: 'Event' },
      { key: 'cd[value]', label: 'Value', value: '5', group: 'Purchase' },
      { key: 'cd[shade]', label: 'Custom data', value: 'red', group: 'Custom data' },
      { key: 'zz', label: 'zz', value: '1', group: 'Other' },
    ]);
  });

  test('of a JSON body are listed by path, list places do not hide their names', () => {
    const body = textBody('{"events":[{"id":"a","data":{"amount":5}}]}');
    const params = listParams(buildCapture('https://bzr.openai.com/v1/sdk/events?pid=P', { method: 'POST', body }), []);
    expect(params.map(({ key, label, value }) => [key, label, value])).toEqual([
      ['pid', 'Pixel ID', 'P'],
      ['events[0].id', 'Event ID', 'a'],
      ['events[0].data.amount', 'Amount (minor units)', '5'],
    ]);
  });

  test('of a newline batch are listed line after line', () => {
    const capture = buildCapture('https://www.google-analytics.com/g/collect?v=2&tid=G-1', {
      method: 'POST',
      body: textBody('en=scroll&_et=5\r\nen=purchase'),
    });
    expect(listParams(capture, []).map((param) => param.key)).toEqual(['v', 'tid', 'en', '_et', 'en']);
  });

  test('of no platform are none', () => {
    expect(listParams(buildCapture('https://shop.test/?a=1'), [])).toEqual([]);
  });

  test('named like parts of every object have no label of their own', () => {
    expect(listParams(buildCapture('https://www.facebook.com/tr/?id=1&ev=Lead&constructor=1'), [])[2]).toEqual({
      key: 'constructor',
      label: 'constructor',
      value: '1',
      group: 'Other',
    });
  });
});

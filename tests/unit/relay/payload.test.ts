import { expect, it } from 'vitest';
import { toPayload } from '../../../relay/payload.ts';
import { findVendor, type Vendor } from '../../../relay/vendors.ts';

const meta = findVendor('meta', '/v24.0/1/events') as Vendor;
const json = (text: string): { text: string; type: string } => ({ text, type: 'application/json' });

it('keeps an integer beyond 2^53 to its last digit, and leaves other numbers numbers', () => {
  const payload = toPayload(meta, '/v24.0/1/events', '', json('{"order_id":12345678901234567890,"value":149.90,"n":7}'));
  expect(payload.body).toEqual({ order_id: '12345678901234567890', value: 149.9, n: 7 });
});

it('is addressed to the platform, without credentials in query or form', () => {
  const body = { text: 'access_token=SECRET&data=%5B1%5D&data=%5B2%5D', type: 'application/x-www-form-urlencoded' };
  const payload = toPayload(meta, '/v24.0/1/events', '?access_token=SECRET&debug=1', body);
  expect(payload.endpoint).toBe('https://graph.facebook.com/v24.0/1/events?debug=1');
  expect(payload.body).toEqual({ data: ['[1]', '[2]'] });
  expect(payload.bodyEncoding).toBe('form');
});

it('hands over as text what is no JSON', () => {
  expect(toPayload(meta, '/v24.0/1/events', '', json('{oops'))).toMatchObject({ body: '{oops', bodyEncoding: 'utf8' });
});

it.each([
  ['meta', '/v24.0/1/events/../../../me'],
  ['meta', '/v24.0/1/feed'],
  ['ga4', '/g/collect'],
  ['google-ads', '/v1/events:ingestAll'],
  ['constructor', '/v1/events'],
])('no vendor takes /in/%s%s', (name, path) => {
  expect(findVendor(name, path)).toBeNull();
});

import { expect, test } from 'vitest';
import { formatMoney, formatSpan, formatStake, splitPageUrl } from '../../components/format.ts';

test.each([
  [129.5, 'EUR', '129.50 EUR'],
  [8400, 'JPY', '8,400 JPY'],
  [1.5, '{{currency}}', '1.50 {{currency}}'],
  [3, null, '3.00'],
  [null, 'EUR', ''],
])('writes %s %s with the digits of its currency', (value, currency, text) => {
  expect(formatMoney(value, currency)).toBe(text);
});

test('a stake carries its sign', () => {
  expect(formatStake(129.5, 'EUR')).toBe('+129.50 EUR');
  expect(formatStake(-84, 'EUR')).toBe('−84.00 EUR');
});

test.each([
  [0, '0.0 s'],
  [1_200, '1.2 s'],
  [-400, '−0.4 s'],
  [9_960, '10 s'],
  [600_000, '10 min'],
  [49 * 3_600_000, '49 h'],
  [5 * 86_400_000, '5 d'],
  [null, ''],
])('writes a span of %s ms in its natural unit', (ms, text) => {
  expect(formatSpan(ms)).toBe(text);
});

test('a page URL that cannot be read is shown as it is', () => {
  expect(splitPageUrl('not a url')).toEqual({ host: '', path: 'not a url' });
  expect(splitPageUrl('https://shop.test/a?b=1')).toEqual({ host: 'shop.test', path: '/a?b=1' });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsPage, holdsOnHost, patternOf } from '../../../lib/report/page-pattern.ts';

test.each([
  ['/thank-you', 'https://shop.test/thank-you?order=1', true],
  ['/thank-you', 'https://other.test/thank-you/', true],
  ['/thank-you', 'https://shop.test/checkout/thank-you', false],
  ['/checkout/*', 'https://shop.test/checkout/thank-you#done', true],
  ['shop.test/order/*/done', 'https://shop.test/order/1013/done', true],
  ['shop.test/order', 'https://www.shop.test/order', false],
  ['*.shop.test/order', 'https://www.shop.test/order', true],
  ['https://shop.test/order', 'http://shop.test/order', true],
  ['shop.test:8443/a', 'https://shop.test:8443/a', true],
  ['/', 'https://shop.test/', true],
  ['/a.b', 'https://shop.test/axb', false],
  ['/a', 'no address', false],
])('%s on %s: %s', (pattern, url, fits) => {
  expect(fitsPage(pattern, url)).toBe(fits);
});

test('the number of an order is no part of the pattern, so that it fits the next order', () => {
  expect(patternOf('https://shop.test/v2/thank-you/PX-1013/done?x=1')).toBe('shop.test/v2/thank-you/*/done');
});

test('the pattern of a page fits that page', () => {
  fc.assert(fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => fitsPage(patternOf(url), url)));
});

test.each([
  ['/thank-you', 'https://shop.test/cart', true],
  ['shop.test/thank-you', 'https://shop.test/cart', true],
  ['*.shop.test/thank-you', 'https://www.shop.test/', true],
  ['shop.test/thank-you', 'https://other.test/thank-you', false],
])('%s can hold on %s: %s', (pattern, url, holds) => {
  expect(holdsOnHost(pattern, url)).toBe(holds);
});

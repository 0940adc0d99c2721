import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENDPOINTS } from '../../../../lib/extension/page-hook/endpoints.ts';
import { captureMatchPatterns, PLATFORMS } from '../../../../lib/platforms/registry.ts';

const filler = fc.stringMatching(/^[a-z0-9=&_.-]{0,12}$/);

/** A URL that a match pattern admits: each wildcard filled, a port now and then. */
function urlFor(pattern: string): fc.Arbitrary<string> {
  const [, host = '', path = ''] = /^\*:\/\/([^/]+)(\/.*)$/.exec(pattern) ?? [];
  const parts = path.split('*');
  return fc.tuple(fc.constantFrom('', ':8443'), fc.array(filler, { minLength: parts.length, maxLength: parts.length })).map(([port, fillers]) => {
    const filled = parts.map((part, i) => (i === 0 ? part : `${fillers[i]}${part}`)).join('');
    return `https://${host.replace('*.', 'www.').replace('*', 'shop.test')}${port}${filled}`;
  });
}

test.each(captureMatchPatterns())('%s: every URL that the recorder would take is watched by the hook', (pattern) => {
  fc.assert(fc.property(urlFor(pattern), (url) => ENDPOINTS.test(url)), { numRuns: 60 });
});

test('every example URL of every platform is watched', () => {
  const examples = PLATFORMS.flatMap(({ endpoints }) => endpoints.flatMap((endpoint) => endpoint.examples));
  expect(examples.length).toBeGreaterThan(30);
  expect(examples.filter((url) => !ENDPOINTS.test(url))).toEqual([]);
});

test('the shop’s own requests are not watched', () => {
  const own = ['https://shop.test/cart', '/api/orders?page=2', 'https://cdn.test/app.js', 'https://shop.test/events/1', '/img/logo.png', 'https://shop.test/login'];
  expect(own.filter((url) => ENDPOINTS.test(url))).toEqual([]);
});

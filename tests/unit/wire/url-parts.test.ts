import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endsWithPath, isPath, splitUrl } from '../../../lib/wire/url-parts.ts';
import { parseUrlencoded, readFields } from '../../../lib/wire/urlencoded.ts';

/** What makes `URL` change, refuse or cut something, and what it leaves alone. */
const nasty = fc.constantFrom(
  ...['', ' ', '\t', '\n', '\r', '\u0000', 'é', '\ud800', '"', "'", '<', '`', '{', '|', '\\', '^', '%', '%2e', '%2E%2e', '%C3%A9', '/./', '/../', '//', '/.', ':'],
  ...['#', '?', '??', '#?', '?#', '&', '+', '@', ':80', ':443', 'user@', '[::1]', '127.1', '0x7f', 'xn--a', 'xn--caf-dma', 'a--b', 'A', '-', '.', 'ＡＢ'],
);
const piece = fc.oneof({ weight: 2, arbitrary: fc.constantFrom('tr', 'www.shop.test', 'a=1', 'co', '1', '~oref=x', 'a.b') }, nasty);
const scheme = fc.constantFrom('https://', 'http://', 'HTTPS://', 'https:/', 'ws://', '//', '', ' https://');
const anyUrl = fc.tuple(scheme, fc.array(piece, { maxLength: 4 }), fc.constantFrom('', '/'), fc.array(piece, { maxLength: 4 }), fc.constantFrom('', '?', '#'), fc.array(piece, { maxLength: 4 }));

describe('a URL', () => {
  test('is taken apart as URL does it, and refused where URL refuses it', () => {
    fc.assert(
      fc.property(anyUrl, (parts) => {
        const text = parts.flat().join('');
        const [mine, wanted] = [splitUrl(text), URL.parse(text)];
        expect([mine?.hostname, mine?.pathname]).toEqual([wanted?.hostname, wanted?.pathname]);
        if (mine && wanted) expect(readFields(mine.query)).toEqual(parseUrlencoded(wanted.search));
      }),
      { numRuns: 3000 },
    );
  });

  test('that comes again gives the same parts, with its own query', () => {
    expect([1, 2].map((id) => splitUrl(`https://www.facebook.com/tr/?id=${id}#x?y`))).toEqual(
      [1, 2].map((id) => ({ hostname: 'www.facebook.com', pathname: '/tr/', query: `id=${id}` })),
    );
  });

  test('without path or query has the path /', () => {
    expect(splitUrl('https://shop.test?')).toEqual({ hostname: 'shop.test', pathname: '/', query: '' });
  });
});

test.each([
  ['/tr', true, true],
  ['/tr/', true, true],
  ['/tr//', false, false],
  ['/a/tr', false, true],
  ['/a/tr/', false, true],
  ['/trx', false, false],
  ['/xtr', false, false],
  ['/', false, false],
])('%s: is /tr %s, ends with /tr %s', (path, is, ends) => {
  expect([isPath(path, '/tr'), endsWithPath(path, '/tr')]).toEqual([is, ends]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePercent } from '../../../lib/wire/percent.ts';
import { parseUrlencoded, splitLines } from '../../../lib/wire/urlencoded.ts';

describe('percent escapes', () => {
  test.each([
    ['gr%C3%B6%C3%9Fe', 'größe'],
    ['%F0%9F%9B%92', '\u{1F6D2}'],
    ['100%', '100%'],
    ['%zz%41', '%zzA'],
    ['%E9t%C3%A9', '%E9té'],
    ['%ED%A0%80', '%ED%A0%80'],
    ['%41%ED%A0%80', 'A%ED%A0%80'],
    ['%C0%AF', '%C0%AF'],
    ['%E0%80%AF', '%E0%80%AF'],
    ['%F4%90%80%80', '%F4%90%80%80'],
    ['%C3%C3%B6', '%C3ö'],
    ['%2520', '%20'],
  ])('%s → %s', (text, decoded) => {
    expect(decodePercent(text)).toBe(decoded);
  });

  test('of well-formed text come back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodePercent(encodeURIComponent(text))).toBe(text);
      }),
    );
  });

  test('are read the same in a long text as in a short one', () => {
    const escape = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('%', '%C3%A9', '%E9', '%ED%A0%80', '%zz', '%41'));
    fc.assert(
      fc.property(fc.array(escape).map((parts) => parts.join('')), (text) => {
        const padding = 'x'.repeat(300);
        expect(decodePercent(padding + text)).toBe(padding + decodePercent(text));
      }),
    );
  });

  test('never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof decodePercent(`%${text}%`)).toBe('string');
      }),
    );
  });
});

describe('urlencoded text', () => {
  test('keeps order and repeats, skips empty pieces, reads + as a space', () => {
    expect(parseUrlencoded('?a=1&&b=x+y&a=2&c&=d')).toEqual([['a', '1'], ['b', 'x y'], ['a', '2'], ['c', ''], ['', 'd']]);
  });

  test('reads brackets encoded or not', () => {
    expect(parseUrlencoded('cd[value]=1&cd%5Bvalue%5D=2')).toEqual([['cd[value]', '1'], ['cd[value]', '2']]);
  });

  test('keeps = and & of values that are encoded', () => {
    expect(parseUrlencoded('ep.foo=a%26b%3Dc&x=a=b')).toEqual([['ep.foo', 'a&b=c'], ['x', 'a=b']]);
  });

  test('agrees with URLSearchParams on well-formed text', () => {
    const pairs = fc.array(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' })), { minLength: 1 });
    fc.assert(
      fc.property(pairs, (fields) => {
        const text = new URLSearchParams(fields).toString();
        expect(parseUrlencoded(text)).toEqual([...new URLSearchParams(text)]);
      }),
    );
  });
});

test('a newline batch has one event a line, LF or CRLF, without empty lines', () => {
  expect(splitLines('a=1\r\nb=2\n\r\n  \nc=3')).toEqual(['a=1', 'b=2', 'c=3']);
});

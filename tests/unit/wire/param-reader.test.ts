import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstOf } from '../../../lib/wire/fields.ts';
import { paramReader } from '../../../lib/wire/param-reader.ts';
import { paramsUnder, readFields, toUrlencoded } from '../../../lib/wire/urlencoded.ts';

const NAMES = { id: 'id', value: 'cd[value]', order: ['oid', 'ep.oid', 'epn.oid'], last: 'z' } as const;
const read = paramReader(NAMES);

/** Parameters with known and unknown names, whole, escaped, cut and empty. */
const name = fc.constantFrom('id', 'cd[value]', 'cd%5Bvalue%5D', 'oid', 'ep.oid', 'epn.oid', '%6Fid', 'i%64', '%7A', 'z', 'di', 'zz', 'o+d', '', '%', 'ID');
const value = fc.oneof(fc.constantFrom('', '=', '1', 'a+b', '%41', '%', '%C3%A9', '%E9'), fc.string());
const text = fc.array(fc.oneof(fc.tuple(name, value).map((pair) => pair.join('=')), name, fc.constant('')), { maxLength: 8 }).map((pairs) => pairs.join('&'));

describe('a parameter reader', () => {
  test('reads what a search through all parameters finds', () => {
    fc.assert(
      fc.property(text, (params) => {
        const fields = readFields(params);
        const wanted = Object.entries(NAMES).map(([key, names]) => [key, firstOf(fields, ...[names].flat())]);
        const found = read(params);
        expect(Object.keys(NAMES).map((key) => [key, found[key as keyof typeof NAMES]])).toEqual(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  test('takes the first value of a repeated name, and passes over empty ones', () => {
    expect(read('id=&id=2&id=3').id).toBe('2');
  });

  test('takes alternatives in the order in which they are named, not in that of the wire', () => {
    expect(read('epn.oid=c&ep.oid=b').order).toBe('b');
    expect(read('ep.oid=b&oid=').order).toBe('b');
  });

  test('reads parameters that another sign separates, in which & is a letter', () => {
    const found = paramReader(NAMES, ';')('id=a&b;oid=1%3B2;;z');
    expect(found).toMatchObject({ id: 'a&b', value: null, order: '1;2', last: null });
  });

  test('is not misled by names that many share a length and letters with', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`k${index}`, `p${index}x`]));
    const found = paramReader(many)('p7x=seven&p70x=seventy&p199x=last&p200x=none');
    const named = Object.keys(many).map((key) => [key, found[key]]);
    expect(named.filter(([, text]) => text !== null)).toEqual([['k7', 'seven'], ['k70', 'seventy'], ['k199', 'last']]);
  });

  test('reads a megabyte of signs in one walk', () => {
    const long = '&=%+a&'.repeat(200_000);
    expect(read(`${long}&id=1`).id).toBe('1');
  });

  test('reads a megabyte of names without values in one walk', () => {
    expect(read(`${'ix&'.repeat(350_000)}id=1`).id).toBe('1');
  });
});

test('parameters under a prefix are those whose decoded names start with it, in wire order', () => {
  fc.assert(
    fc.property(text, fc.constantFrom('cd[', 'ep', 'z', ''), (params, prefix) => {
      const wanted = readFields(params).filter(([key]) => key.startsWith(prefix)).map(([key, own]) => [key.slice(prefix.length), own]);
      expect(paramsUnder(params, prefix)).toEqual(wanted);
    }),
  );
});

test('fields that are written as text are read back as they were', () => {
  const field = fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(fc.array(field), (fields) => {
      expect(readFields(toUrlencoded(fields))).toEqual(fields);
    }),
  );
});

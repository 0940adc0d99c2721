import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearForms, searchForms } from '../../../lib/dedup/id-forms.ts';
import { isUnresolved } from '../../../lib/dedup/id-kinds.ts';
import { explainDifference, isNearMiss } from '../../../lib/dedup/near-miss.ts';

const CASES: readonly [what: string, browser: string, server: string, cause: string][] = [
  ['upper against lower case', 'ORDER-1013', 'order-1013', 'id-case'],
  ['a trailing line break', 'order-1013\n', 'order-1013', 'id-whitespace'],
  ['a prefix on the browser side', 'order-1013', '1013', 'id-prefix'],
  ['a prefix on the server side', '1013-b7c1', 'web_1013-b7c1', 'id-prefix'],
  ['a suffix after a separator', '1013-web', '1013', 'id-prefix'],
  ['a prefix and another case', 'Order-ab12', 'AB12', 'id-prefix'],
  ['leading zeros', '000123', '123', 'id-leading-zeros'],
  ['a number that became a decimal', '12345', '12345.0', 'id-number-format'],
  ['an escaped ID', 'a%2Fb%2F12', 'a/b/12', 'id-encoding'],
  ['an ID that was cut off', '5f0c2a9e-7b1d-4c38', '5f0c2a9e-7b1d-4c38b-55-0e6b', 'id-truncated'],
  ['a hash', 'a'.repeat(64), '1013', 'id-hash-vs-plain'],
  ['a tag manager variable', '{{DLV - event id}}', '1013', 'id-template'],
  ['the word undefined', 'undefined', '1013', 'id-template'],
  ['an object that became a string', '[object Object]', '1013', 'id-template'],
  ["TikTok's message ID", 'messageId-1782755341369-2457282617858-C1', '1013', 'id-transport'],
  ['a time stamp in ms', '1782755341369', 'b7c1-1013', 'id-timestamp'],
  ['white space and another case', ' Order-1013', 'order-1013', 'id-case'],
  ['white space before a prefix', ' order-1013', '1013', 'id-prefix'],
  ['a character that nobody sees', 'order-1013\u200b', 'order-1013', 'id-whitespace'],
  ['an ID that was escaped twice', 'a%252Fb%252F12', 'a/b/12', 'id-encoding'],
  ['a plus at the front that reads as a space', '+4915112345', ' 4915112345', 'id-encoding'],
  ['an accent in two encodings', 'caf\u00e9-12', 'cafe\u0301-12', 'id-encoding'],
  ['a UUID without its dashes', '5f0c2a9e-7b1d-4c38-9a55-0e6b5f0c2a9e', '5F0C2A9E7B1D4C389A550E6B5F0C2A9E', 'id-encoding'],
  ['a decimal in two ways', '12345.50', '12345.5', 'id-number-format'],
  ['undefined behind a prefix', 'purchase_undefined', 'purchase_1013', 'id-template'],
  ['null behind a prefix', 'order-null', 'order-1013', 'id-template'],
  ['an object behind a prefix', 'x-[object Object]', 'x-1013', 'id-template'],
  ['no number between two parts', 'order-NaN-7', 'order-1013-7', 'id-template'],
  ['a word that only holds null', 'nullify-7', 'b-1013', 'id-differs'],
  ['nothing in common', 'b7c1', 'f00d', 'id-differs'],
];

describe('explaining why two IDs differ', () => {
  test.each(CASES)('names %s', (_what, browser, server, cause) => {
    expect(explainDifference(browser, server, 'event ID').id).toBe(cause);
  });

  test('says which side has the prefix, and which prefix', () => {
    expect(explainDifference('order-1013', '1013', 'event ID').detail).toBe("the browser's event ID has the prefix “order-”, the server's has not");
    expect(explainDifference('1013', 'order-1013', 'event ID').detail).toBe("the server's event ID has the prefix “order-”, the browser's has not");
  });

  test('names the same cause whichever side it is on', () => {
    const id = fc.string({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(id, id, (a, b) => {
        fc.pre(a !== b);
        expect(explainDifference(a, b, 'ID').id).toBe(explainDifference(b, a, 'ID').id);
      }),
    );
  });
});

describe('recognising IDs that belong together', () => {
  test.each([
    ['live-9', 'live-90'],
    ['1013', '10135'],
    ['1013', '21013'],
    ['order-1013', 'order-10135-b'],
  ])('%s and %s are two numbers of a counter, no near miss', (one, other) => {
    expect([isNearMiss(one, other), isNearMiss(other, one)]).toEqual([false, false]);
  });

  test.each([
    ['5f0c2a9e-7b1d-4c3', '5f0c2a9e-7b1d-4c38-9a55'],
    ['17952697920001', '179526979200013'],
    ['1013', '1013-2'],
  ])('%s is %s cut off, or without its suffix', (one, other) => {
    expect([isNearMiss(one, other), isNearMiss(other, one)]).toEqual([true, true]);
  });

  test('an ID and the same ID in another case, padded or prefixed is a near miss', () => {
    const id = fc.stringMatching(/^[a-z][a-z0-9]{5,20}$/);
    fc.assert(
      fc.property(id, (text) => {
        for (const other of [text.toUpperCase(), ` ${text} `, `order-${text}`]) {
          expect(isNearMiss(other, text)).toBe(true);
          expect(nearForms(other).some((form) => nearForms(text).includes(form))).toBe(true);
        }
      }),
    );
  });

  test('a UUID with and without dashes is looked for under one form', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const bare = id.replaceAll('-', '').toUpperCase();
        expect(isNearMiss(id, bare)).toBe(true);
        expect(searchForms(id).some((form) => searchForms(bare).includes(form))).toBe(true);
      }),
    );
  });

  test('two unrelated IDs are none, nor is a hash and a plain ID', () => {
    expect(isNearMiss('5f0c2a9e', 'b7c11013')).toBe(false);
    expect(isNearMiss('a'.repeat(64), '1013')).toBe(false);
  });

  test('short endings join nothing: order 7 is not order-17', () => {
    expect(isNearMiss('7', 'order-17')).toBe(false);
  });

  test('an unresolved placeholder is known as such', () => {
    for (const id of ['{{Event ID}}', '${id}', 'undefined', 'null', '%%ID%%', 'purchase_undefined', 'order-null', 'x-[object Object]', ' NaN ']) expect(isUnresolved(id)).toBe(true);
    expect(isUnresolved('order-undefined-7')).toBe(false);
  });
});

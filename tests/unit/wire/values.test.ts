import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64, decodeBase64Text } from '../../../lib/wire/base64.ts';
import { firstOf, hasField } from '../../../lib/wire/fields.ts';
import { listOf, parseJson, parseParamJson, recordOf, textOf, textsOf } from '../../../lib/wire/json.ts';
import { currencyDecimals, decimalOf, majorToMinor, minorToMajor, parseCurrency, parseDecimal } from '../../../lib/wire/number.ts';
import { isoToMs, stampToMs } from '../../../lib/wire/time.ts';

describe('numbers', () => {
  test.each([
    ['129.5', 129.5],
    ['12.00', 12],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    [' 7 ', 7],
    ['-3', -3],
    ['0', 0],
  ])('%j is %d', (text, value) => {
    expect(parseDecimal(text)).toBe(value);
  });

  test.each(['19,90', '1.234,50', '1,234.5', '$5', 'undefined', '', 'NaN', 'Infinity', '0x10', '1e999'])('%j is none', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });
});

test('a number of JSON is read as the same number in text is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-0, 1e21, 5e-324)), (value) => {
      expect(decimalOf(value)).toBe(parseDecimal(textOf(value)));
    }),
  );
  expect(['12.5', '', 'x', null, true, {}].map(decimalOf)).toEqual([12.5, null, null, null, null, null]);
});

describe('money', () => {
  test('is the decimal itself, with no trace of the division', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom('EUR', 'JPY', 'KWD'), (amount, currency) => {
        const text = String(Math.abs(amount)).padStart(4, '0');
        const place = text.length - currencyDecimals(currency);
        expect(minorToMajor(amount, currency)).toBe(Math.sign(amount) * Number(`${text.slice(0, place)}.${text.slice(place)}`));
      }),
    );
  });

  test.each([
    [12497, 'EUR', 124.97],
    [500, 'JPY', 500],
    [12950, 'KWD', 12.95],
    [2599, null, 25.99],
    [12950, 'XYZ', 129.5],
  ])('%d minor units of %s are %d', (amount, currency, major) => {
    expect(minorToMajor(amount, currency)).toBe(major);
  });

  test('minor → major → minor is the same amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom('EUR', 'JPY', 'KWD'), (amount, currency) => {
        expect(majorToMinor(minorToMajor(amount, currency), currency)).toBe(amount);
      }),
    );
  });

  test('a currency is three letters, in upper case', () => {
    expect(['EUR', 'eur', ' usd ', 'undefined', '€', 'ßx', 'ſek', '', null].map(parseCurrency)).toEqual(['EUR', 'EUR', 'USD', null, null, null, null, null, null]);
    expect(currencyDecimals(null)).toBe(2);
  });
});

describe('base64', () => {
  test.each(['aGk_', 'aGk/', 'aGk/\n'])('%j is read, standard or URL-safe', (text) => {
    expect(decodeBase64(text)).toEqual(new Uint8Array([104, 105, 63]));
  });

  test.each(['fn5+', 'fn5-', 'fn5 ', 'fn5+\n'])('%j is read, its + escaped or taken for a space by a query reader', (text) => {
    expect(decodeBase64Text(text)).toBe('~~~');
  });

  test.each(['', 'a b!', '{"a":1}', 'a'])('%j is none', (text) => {
    expect(decodeBase64(text)).toBeNull();
  });

  test('of text comes back as UTF-8, with or without padding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const safe = Buffer.from(text).toString('base64url');
        expect(decodeBase64Text(safe)).toBe(new TextDecoder().decode(Buffer.from(text)));
      }),
    );
  });
});

describe('fields', () => {
  const fields = [['a', ''], ['b', '1'], ['a', '2'], ['a', '3']] as const;

  test('the first value that is not empty wins, in the order of the names asked for', () => {
    expect(firstOf(fields, 'a')).toBe('2');
    expect(firstOf(fields, 'x', 'b', 'a')).toBe('1');
    expect(firstOf(fields, 'x')).toBeNull();
  });

  test('mere presence can be asked for', () => {
    expect([hasField([['a', '']], 'a'), hasField([], 'a')]).toEqual([true, false]);
  });
});

test('JSON is read as JSON.parse reads it, and is none where that throws', () => {
  const cutOff = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', '}', ']', '"')).map(([text, place, end]) => text.slice(0, place % (text.length + 1)) + end);
  const odd = fc.constantFrom('1,2', '01', 'nulls', '-', '{}x', '\u00a0{}', '{"a":[{"b":"}"}', '{"a":"\\"}"}', '{"a":"\\\\"}', '["[{"]', '[{]}');
  const jsonText = fc.oneof(fc.json(), cutOff, fc.json().map((text) => ` \n${text}\t`), fc.string(), odd);
  fc.assert(
    fc.property(jsonText, (text) => {
      let wanted: unknown;
      try {
        wanted = JSON.parse(text);
      } catch {
        wanted = undefined;
      }
      expect(parseJson(text)).toEqual(wanted);
      expect(parseParamJson(text)).toEqual(wanted);
    }),
    { numRuns: 1000 },
  );
});

describe('JSON values', () => {
  test('IDs are texts: numbers become texts, empty texts and other things are none', () => {
    expect(['x', 12345, 0, '', null, undefined, true, {}, Number.NaN].map(textOf)).toEqual(['x', '12345', '0', null, null, null, null, null, null]);
    expect(textsOf(['a', 1, null, ''])).toEqual(['a', '1']);
    expect(textsOf('a')).toEqual(['a']);
  });

  test('of the wrong kind become empty ones', () => {
    expect([recordOf([1]), recordOf(null), listOf({ 0: 1 })]).toEqual([{}, {}, []]);
    expect(parseJson('nope')).toBeUndefined();
  });
});

describe('times', () => {
  test.each([
    [1_795_000_000, 1_795_000_000_000],
    [1_795_000_000_123, 1_795_000_000_123],
    [1_795_000_000_123_456, 1_795_000_000_123],
    [0, null],
    [null, null],
  ])('%s → %s ms', (stamp, ms) => {
    expect(stampToMs(stamp)).toBe(ms);
  });

  test.each([
    ['2026-11-21T14:03:40.123Z', 1_795_269_820_123],
    ['2026-11-21 15:03:40+01:00', 1_795_269_820_000],
    ['2026-11-21 15:03:40 +01:00', 1_795_269_820_000],
    ['20', null],
    ['tomorrow', null],
    [null, null],
  ])('%s → %s', (text, ms) => {
    expect(isoToMs(text)).toBe(ms);
  });
});

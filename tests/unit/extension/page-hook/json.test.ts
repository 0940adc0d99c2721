import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { toJson } from '../../../../lib/extension/page-hook/json.ts';

const parse = (value: unknown, chars = 64_000): unknown => JSON.parse(toJson(value, chars)) as unknown;

afterEach(() => {
  delete (Array.prototype as { toJSON?: unknown }).toJSON;
});

test('plain JSON comes out as it went in', () => {
  const plain = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 5 }), fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie('value'), { maxKeys: 5 })),
  })).value;
  fc.assert(
    fc.property(plain, (value) => {
      expect(parse(value)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('neither getters nor `toJSON` of the page are run', () => {
  let runs = 0;
  Object.defineProperty(Array.prototype, 'toJSON', { value: () => ((runs += 1), 'patched'), configurable: true });
  const value = { list: [1], get secret() { return (runs += 1); }, toJSON: () => (runs += 1) };
  expect(parse(value)).toEqual({ list: [1], secret: '[getter]', toJSON: '[object Function]' });
  expect(runs).toBe(0);
});

test('what cannot be copied says so: functions, dates, symbols, cycles', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  expect(parse([() => 1, new Date(0), Symbol('x'), 10n, NaN, undefined])).toEqual(['[object Function]', '[object Date]', '[object Symbol]', '[object BigInt]', 'NaN', null]);
  expect(toJson(cycle, 64_000)).toContain('"[object Object]"');
});

test('a function’s arguments are a list', () => {
  const given = (function (..._rest: unknown[]) {
    return arguments; // eslint-disable-line prefer-rest-params
  })('event', 'purchase');
  expect(parse(given)).toEqual(['event', 'purchase']);
});

test('too much is cut and stays JSON; a lone surrogate is the replacement character', () => {
  expect(parse(['a'.repeat(100), 'b'.repeat(100)], 160)).toEqual(['a'.repeat(100), '[cut]']);
  expect(parse('\ud83d!')).toBe('\ufffd!');
});

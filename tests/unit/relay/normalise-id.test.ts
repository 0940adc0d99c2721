import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idReasons, normaliseId } from '../../../relay/normalise-id.ts';

describe('IDs that are nearly equal', () => {
  it.each([
    ['ORDER-1013', 'order-1013', ['id_case']],
    [' 1013', '1013', ['id_whitespace']],
    ['order-1013', '1013', ['id_prefix']],
    ['#1013', '1013', ['id_prefix']],
    ['order1013', '1013', ['id_prefix']],
    ['001013', '1013', ['id_leading_zeros']],
    ['12345', '12345.0', ['id_numeric_type']],
    ['SRV_A9BX', 'a9bx', ['id_case', 'id_prefix']],
    ['srv-8f14e45f-ceea-467f-a8d1-5b1c2d3e4f50', '8f14e45f-ceea-467f-a8d1-5b1c2d3e4f50', ['id_prefix']],
    ['srv-abcdefab-ceea-467f-a8d1-5b1c2d3e4f50', 'abcdefab-ceea-467f-a8d1-5b1c2d3e4f50', ['id_prefix']],
  ])('%s and %s: %j', (a, b, reasons) => {
    expect(idReasons(a, b)).toEqual(reasons);
  });

  it.each([
    ['1013', '21013'],
    ['1013', '1014'],
    ['1013', '10130'],
    ['a-1', 'a-2'],
    ['1.5', '1'],
  ])('%s and %s are strangers', (a, b) => {
    expect(idReasons(a, b)).toEqual([]);
  });

  it('gives no reason for equal IDs', () => {
    expect(idReasons('order-1013', 'order-1013')).toEqual([]);
  });

  it('never turns an ID into nothing', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }).filter((id) => id.trim() !== ''), (id) => normaliseId(id) !== ''));
  });

  it('explains every pair of one normal form, in both directions alike', () => {
    const id = fc.tuple(fc.constantFrom('', 'order-', 'ORDER_', '#', ' '), fc.constantFrom('', '00'), fc.nat(30), fc.constantFrom('', '.0', ' ')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(id, id, (a, b) => {
        expect(idReasons(a, b)).toEqual(idReasons(b, a));
        expect(normaliseId(a) === normaliseId(b) && a !== b).toBe(idReasons(a, b).length > 0);
      }),
    );
  });
});

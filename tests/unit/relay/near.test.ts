import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyReasons, sameMoney, type Comparable } from '../../../relay/near.ts';

const base: Comparable = { pixelId: '123', eventName: 'Purchase', eventId: 'order.1', orderId: null, value: null, currency: null };
const reasons = (a: Partial<Comparable>, b: Partial<Comparable>): string[] => keyReasons({ ...base, ...a }, { ...base, ...b });

describe('why an event is nearly another', () => {
  it('names the pixel that differs under an equal ID', () => {
    expect(reasons({}, { pixelId: '999' })).toEqual(['pixel_differs']);
  });

  it('names everything that differs beside an ID that is nearly equal', () => {
    expect(reasons({}, { eventId: 'ORDER.1', eventName: 'purchase', pixelId: '999' })).toEqual(['id_case', 'name_differs', 'pixel_differs']);
  });

  it('ties by order where one side has no event ID', () => {
    expect(reasons({ orderId: '7' }, { eventId: null, orderId: '7' })).toEqual(['no_event_id_same_order']);
  });

  it('ties by order where the IDs have nothing in common', () => {
    expect(reasons({ orderId: '7' }, { eventId: 'x9', orderId: '7' })).toEqual(['same_order']);
  });

  it('ties nothing by name and pixel alone', () => {
    expect(reasons({ eventId: null }, { eventId: null })).toEqual([]);
    expect(reasons({ orderId: '7' }, { eventId: 'x9', orderId: '8' })).toEqual([]);
  });

  it('is symmetric', () => {
    const id = fc.constantFrom(null, '1', '01', 'order-1', 'ORDER-1', 'x');
    const side = fc.record({
      pixelId: fc.constantFrom('1', '2'), eventName: fc.constantFrom('A', 'B'), eventId: id, orderId: id,
      value: fc.constantFrom(null, 1, 2), currency: fc.constantFrom(null, 'EUR', 'USD'),
    });
    fc.assert(
      fc.property(side, side, (a, b) => {
        expect(keyReasons(a, b)).toEqual(keyReasons(b, a));
        expect(sameMoney(a, b)).toBe(sameMoney(b, a));
      }),
    );
  });

  it('calls money the same only where value and currency are known and equal', () => {
    const money = (value: number | null, currency: string | null): Comparable => ({ ...base, value, currency });
    expect(sameMoney(money(10, 'EUR'), money(10, 'EUR'))).toBe(true);
    expect(sameMoney(money(10, 'EUR'), money(10, 'USD'))).toBe(false);
    expect(sameMoney(money(null, null), money(null, null))).toBe(false);
    expect(sameMoney(money(10, null), money(10, null))).toBe(false);
  });
});

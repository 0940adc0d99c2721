import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../../lib/dedup/verdict-stage.ts';
import { VisitOrders } from '../../../lib/session/visit-orders.ts';

const rowOf = (orderId: string | null, start: number) => ({ conversion: { orderId }, start }) as Row;

describe('who fired an order first', () => {
  test('is known from the first row of server events alone on, whatever came and went before', () => {
    const row = fc.record({ orderId: fc.constantFrom('1', '2', null), isSilent: fc.boolean(), isTaken: fc.boolean() });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (steps) => {
        const orders = new VisitOrders();
        const [fired, silent] = [new Set<Row>(), new Set<Row>()];
        let isAwake = false;
        for (const [index, { orderId, isSilent, isTaken }] of steps.entries()) {
          const item = rowOf(orderId, (index * 7) % 20);
          (isSilent ? silent : fired).add(item);
          isAwake ||= isSilent;
          if (isSilent) orders.addSilent([item], () => fired);
          else orders.addFired(item, new Set());
          const [gone] = isTaken ? (index % 2 === 0 ? fired : silent) : [];
          if (gone) orders.remove(gone, new Set());
          if (gone && !fired.delete(gone)) silent.delete(gone);
        }
        for (const orderId of ['1', '2']) {
          const [first] = [...fired].filter(({ conversion }) => conversion.orderId === orderId).sort((a, b) => a.start - b.start);
          expect(orders.firstOf(orderId)).toBe(isAwake ? first : undefined);
          expect(new Set(orders.silentOf(orderId))).toEqual(new Set([...silent].filter(({ conversion }) => conversion.orderId === orderId)));
        }
      }),
    );
  });

  test('is told where another one is now the first, and rows stand with it', () => {
    const orders = new VisitOrders();
    const [early, late, other] = [rowOf('1', 10), rowOf('1', 20), rowOf('2', 5)];
    const moved = new Set<string>();
    orders.addFired(late, moved);
    orders.addFired(other, moved);
    orders.addSilent([rowOf('1', 30)], () => [late, other]);
    expect([...moved]).toEqual([]);
    orders.addFired(early, moved);
    expect([...moved]).toEqual(['1']);
    moved.clear();
    orders.remove(late, moved);
    orders.remove(other, moved);
    expect([...moved]).toEqual([]);
    orders.remove(early, moved);
    expect([...moved]).toEqual(['1']);
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NetDelta } from '../../../lib/dedup/delta.ts';

it('gives of many changes what they come to', () => {
  const before = new Set([0, 1, 2, 3]);
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(fc.nat(7), { maxLength: 4 }), { maxLength: 6 }), (flips) => {
      const net = new NetDelta<number>();
      const present = new Set(before);
      for (const flipped of flips) {
        const change = { removed: flipped.filter((item) => present.has(item)), added: flipped.filter((item) => !present.has(item)) };
        for (const item of change.removed) present.delete(item);
        for (const item of change.added) present.add(item);
        net.add(change);
      }
      const { removed, added } = net.delta;
      expect(removed.sort()).toEqual([...before].filter((item) => !present.has(item)));
      expect(added.sort()).toEqual([...present].filter((item) => !before.has(item)).sort());
    }),
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../../relay/cursor.ts';
import type { TailFilter } from '../../../relay/store.ts';

const filter: TailFilter = { platform: 'meta', pixelId: '123', eventId: null, eventName: null, orderId: null, test: null, order: 'asc' };

it('comes back as the place it was made of', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.string(), (receivedAt, id) => {
      expect(decodeCursor(encodeCursor({ receivedAt, id }, filter), filter)).toEqual({ receivedAt, id });
    }),
  );
});

it('is refused for another filter', () => {
  const cursor = encodeCursor({ receivedAt: 1, id: 'a' }, filter);
  expect(decodeCursor(cursor, { ...filter, pixelId: '999' })).toBeNull();
  expect(decodeCursor(cursor, { ...filter, order: 'desc' })).toBeNull();
});

it('reads no text that is none', () => {
  fc.assert(fc.property(fc.string(), (text) => decodeCursor(text, filter) === null));
});

import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { RelayEvent } from '../../lib/relay/contract.ts';
import { normaliseId } from '../../relay/normalise-id.ts';
import type { KeyProbe, Store, StoredEvent, TailFilter } from '../../relay/store.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const ALL = { since: 0, until: null };

interface Fields {
  eventId?: string | null;
  pixelId?: string;
  orderId?: string | null;
  at?: number;
  value?: number | null;
  name?: string;
  test?: boolean;
  fingerprints?: Record<string, string[]>;
}

function stored({ eventId = 'a', pixelId = '1', orderId = null, at = NOW, value = null, name = 'Purchase', test = false, fingerprints = {} }: Fields): StoredEvent {
  const event: RelayEvent = {
    id: v7(), platform: 'meta', pixel_id: pixelId, action: null, event_name: name, custom_name: false, event_id: eventId, event_time: null,
    received_at: new Date(at).toISOString(), source: { name: 'shop', mode: 'mirror' }, test, test_effect: null, adjustment: false, user_keys: {},
    params: { currency: value === null ? null : 'EUR', value, order_id: orderId, content_ids: [] }, compare: {}, delivery: [], warnings: [],
  };
  return { event, fingerprints };
}

const probe = (eventId: string | null, orderId: string | null = null, pixelId = '1'): KeyProbe => ({
  platform: 'meta', pixelId, eventId, eventIdNorm: eventId === null ? null : normaliseId(eventId), orderId,
});
const filter: TailFilter = { platform: 'meta', pixelId: '1', eventId: null, eventName: null, orderId: null, test: null, order: 'asc' };
const idsOf = (events: readonly StoredEvent[]): (string | null)[] => events.map(({ event }) => event.event_id);

/** What every store must do; a new one (PostgreSQL) runs the same suite. `create` opens an empty store. */
export function describeEventStore(name: string, create: () => Promise<Store>): void {
  describe(`${name} as an event store`, () => {
    it('gives back exactly what was appended', async () => {
      const store = await create();
      const event = stored({ eventId: "o'1; DROP TABLE events; –ü", fingerprints: { em: ['ab'] } });
      await store.append([event]);
      expect(await store.get(event.event.id)).toEqual(event);
      expect(await store.get('none')).toBeNull();
    });

    it('keeps equal events as two rows', async () => {
      const store = await create();
      await store.append([stored({}), stored({})]);
      expect(await store.findByKeys(probe('a'), ALL, 10)).toHaveLength(2);
    });

    it('remembers when each pixel, and each action, was first heard of', async () => {
      const store = await create();
      await store.append([stored({ at: NOW }), stored({ at: NOW - 5 }), stored({ pixelId: '2', at: NOW + 5 })]);
      const { event, fingerprints } = stored({ pixelId: 'customers/1/conversionActions/987', at: NOW });
      await store.append([{ event: { ...event, action: '987' }, fingerprints }]);
      const asked = ['1', '2', 'customers/1/conversionActions/987', '987', '3'];
      expect(await Promise.all(asked.map((pixelId) => store.firstReceipt('meta', pixelId)))).toEqual([NOW - 5, NOW + 5, NOW, NOW, null]);
      expect(await store.firstReceipt('tiktok', '1')).toBeNull();
      await store.prune(NOW + 10);
      expect(await store.firstReceipt('meta', '1')).toBe(NOW - 5);
    });

    it('appends all of a batch or none', async () => {
      const store = await create();
      const twice = stored({ eventId: 'twice' });
      await expect(store.append([stored({ eventId: 'fine' }), twice, twice])).rejects.toThrow();
      expect(await store.tail(filter, ALL, null, 10)).toEqual([]);
      await store.append([twice]);
      expect(idsOf(await store.tail(filter, ALL, null, 10))).toEqual(['twice']);
    });

    it('finds by equal ID, nearly equal ID on any pixel, and order; each row once', async () => {
      const store = await create();
      await store.append([
        stored({ eventId: 'Order-7', orderId: '7', at: NOW }), stored({ eventId: '7', pixelId: '2', at: NOW - 1 }),
        stored({ eventId: null, orderId: '7', at: NOW - 2 }), stored({ eventId: '8', at: NOW - 3 }),
      ]);
      expect(idsOf(await store.findByKeys(probe('Order-7', '7'), ALL, 10))).toEqual(['Order-7', '7', null]);
    });

    it('does not let many near IDs push the equal one out', async () => {
      const store = await create();
      await store.append([stored({ eventId: 'ABC', at: NOW - 1_000 }), ...Array.from({ length: 30 }, (_, index) => stored({ eventId: 'abc', at: NOW + index }))]);
      expect(idsOf(await store.findByKeys(probe('ABC'), ALL, 5))).toContain('ABC');
    });

    it('looks from `since` on and before `until`, with no end where there is none', async () => {
      const store = await create();
      await store.append([stored({ at: NOW - 1 }), stored({ at: NOW }), stored({ at: NOW + 10 }), stored({ at: NOW + 1_000_000_000 })]);
      expect(await store.findByKeys(probe('a'), { since: NOW, until: NOW + 10 }, 10)).toHaveLength(1);
      expect(await store.findByKeys(probe('a'), { since: NOW, until: null }, 10)).toHaveLength(3);
    });

    it('finds the same money, and the same user key whatever the money', async () => {
      const store = await create();
      await store.append([stored({ eventId: 'money', value: 49.9 }), stored({ eventId: 'user', fingerprints: { fbp: ['f1f1'] } }), stored({ eventId: 'other', value: 50 })]);
      const alike = { platform: 'meta', value: 49.9, currency: 'EUR', fingerprints: ['f1f1'] } as const;
      expect(idsOf(await store.findAlike(alike, ALL, 10)).sort()).toEqual(['money', 'user']);
      expect(await store.findAlike({ ...alike, value: null, currency: null, fingerprints: [] }, ALL, 10)).toEqual([]);
    });

    it('pages through one pixel in both directions without losing rows of one millisecond', async () => {
      const store = await create();
      const all = Array.from({ length: 7 }, (_, index) => stored({ eventId: String(index), at: NOW + Math.floor(index / 3) }));
      await store.append([...all, stored({ pixelId: '2', eventId: 'foreign' })]);
      for (const order of ['asc', 'desc'] as const) {
        const first = await store.tail({ ...filter, order }, ALL, null, 4);
        const last = first.at(-1) as StoredEvent;
        const rest = await store.tail({ ...filter, order }, ALL, { receivedAt: Date.parse(last.event.received_at), id: last.event.id }, 10);
        expect([...idsOf(first), ...idsOf(rest)]).toEqual(idsOf(order === 'asc' ? all : all.toReversed()));
      }
    });

    it('narrows a list by name, ID, order and test', async () => {
      const store = await create();
      await store.append([stored({ eventId: 'a', name: 'Lead' }), stored({ eventId: 'b', orderId: '7' }), stored({ eventId: 'c', test: true })]);
      const list = async (narrow: Partial<TailFilter>): Promise<(string | null)[]> => idsOf(await store.tail({ ...filter, ...narrow }, ALL, null, 10));
      expect(await list({ eventName: 'Lead' })).toEqual(['a']);
      expect(await list({ orderId: '7' })).toEqual(['b']);
      expect(await list({ test: true })).toEqual(['c']);
      expect(await list({ test: false, eventId: 'c' })).toEqual([]);
    });

    it('deletes what is older than told, and nothing else', async () => {
      const store = await create();
      await store.append([stored({ eventId: 'old', at: NOW - 10 }), stored({ eventId: 'new', at: NOW })]);
      expect(await store.prune(NOW)).toBe(1);
      expect(idsOf(await store.tail(filter, ALL, null, 10))).toEqual(['new']);
    });

    it('covers from its first run on, less the time between runs and the gaps it was told of', async () => {
      const store = await create();
      const first = await store.startRun(NOW);
      await store.beat(first, NOW + 10);
      const second = await store.startRun(NOW + 50);
      await store.stopRun(second, NOW + 60);
      await store.recordGap({ from: NOW + 52, to: NOW + 55, reason: 'store_unavailable' });
      expect(await store.uptime(NOW + 100)).toEqual({
        from: NOW,
        gaps: [{ from: NOW + 10, to: NOW + 50, reason: 'relay_down' }, { from: NOW + 52, to: NOW + 55, reason: 'store_unavailable' }],
      });
    });

    it('covers nothing before it ever ran', async () => {
      expect(await (await create()).uptime(NOW)).toEqual({ from: NOW, gaps: [] });
    });
  });
}

import fc from 'fast-check';
import type { BrowserEvent, ServerEvent } from '../../../lib/model/event.ts';
import type { PlatformId } from '../../../lib/model/platform-id.ts';
import type { JudgedConversion } from '../../../lib/model/verdict.ts';
import { browserEvent, HOUR_MS, NOON, REJECTED, serverEvent } from './builders.ts';
import { idFieldOf, KINDS } from './kinds.ts';

/** Events of one platform, of either side. */
export interface WildStream {
  platform: PlatformId;
  browser: BrowserEvent[];
  server: ServerEvent[];
}

/** Hex, so that no near miss joins two of them. */
export const WILD_IDS = ['7d3f9c1a', 'b2e84f60', '1c95ad37'] as const;

const DELIVERIES: readonly BrowserEvent['delivery'][] = [
  { state: 'delivered', status: 200 },
  { state: 'delivered', status: 200 },
  { state: 'delivered', status: 503 },
  { state: 'sent-unconfirmed', error: 'net::ERR_ABORTED' },
  { state: 'blocked', by: 'client' },
  { state: 'in-flight' },
];

/** A few orders, each fired by either side in random ways: repeated, late, without ID, under another name or pixel, refused. */
export function wildStream(platform: PlatformId): fc.Arbitrary<WildStream> {
  const shared = {
    kind: fc.constantFrom(...KINDS[platform]),
    id: fc.option(fc.constantFrom(...WILD_IDS), { nil: null }),
    orderId: fc.option(fc.constantFrom('1009', '1010'), { nil: null }),
    value: fc.constantFrom(129.5, 84),
    fbp: fc.option(fc.constantFrom('fb.1.1', 'fb.1.2'), { nil: null }),
    isOtherPixel: fc.nat(4).map((draw) => draw === 0),
    at: fc.integer({ min: 0, max: 60 * HOUR_MS }).map((offset) => NOON + offset),
  };
  const browser = fc.record({ ...shared, documentId: fc.constantFrom('D1', 'D2', 'D3'), delivery: fc.constantFrom(...DELIVERIES) });
  const server = fc.record({ ...shared, isRejected: fc.nat(5).map((draw) => draw === 0), test: fc.constantFrom(null, null, null, 'counts' as const, 'not-counted' as const) });
  const fieldsOf = ({ id, orderId, value, fbp, isOtherPixel }: { id: string | null; orderId: string | null; value: number; fbp: string | null; isOtherPixel: boolean }) => ({
    ...(idFieldOf(platform) === 'eventId' ? { eventId: id, orderId } : { eventId: null, orderId: id }),
    value,
    userKeys: fbp === null ? {} : { fbp: [fbp] },
    ...(isOtherPixel ? { pixelId: '222' } : {}),
  });
  return fc.record({
    platform: fc.constant(platform),
    browser: fc.array(browser, { maxLength: 6 }).map((events) => events.map(({ kind, at, documentId, delivery, ...rest }) => browserEvent({ ...kind.browser, ...fieldsOf(rest), at, eventTime: at, documentId, delivery }))),
    server: fc.array(server, { maxLength: 6 }).map((events) =>
      events.map(({ kind, at, isRejected, test, ...rest }) => serverEvent({ ...kind.server, ...fieldsOf(rest), receivedAt: at, eventTime: at, test, ...(isRejected ? { deliveries: REJECTED } : {}) })),
    ),
  });
}

/** What a reader would notice of a set of rows, in an order that does not depend on the input's. */
export function essence(rows: readonly JudgedConversion[]): string[] {
  return rows
    .map(({ browser, server, verdict }) => JSON.stringify([verdict.outcome, verdict.basis, verdict.counted, verdict.causes.map((cause) => cause.id), browser.map((fire) => fire.event.at).sort(), server.map((event) => event.receivedAt).sort()]))
    .sort();
}

/** Events that arrive at the very same moment have no order to preserve. */
export function hasTies({ browser, server }: WildStream): boolean {
  const times = [...browser.map((event) => event.at), ...server.map((event) => event.receivedAt)];
  return new Set(times).size < times.length;
}

import type { Capture } from '../../lib/model/capture.ts';
import type { ServerEvent } from '../../lib/model/event.ts';
import type { LogEntry, LoggedEntry } from '../../lib/model/log.ts';
import { blankServerEvent } from '../../lib/platforms/blank-event.ts';

const START = Date.UTC(2026, 10, 1);
/** Sales start this far apart: a busy shop's session file. */
const SALE_EVERY_MS = 4_000;
/** 35 % browser events, 35 % server events, 30 % mirrors. */
const MIRRORED_OF_SEVEN = 6;

/** One sale on one platform: where the browser's event, its mirror and the server's event stand. */
interface Sale {
  number: number;
  at: number;
  /** Its own number. */
  order: string;
  /** What both sides send as its order ID. */
  orderId: string;
  /** IDs on the two sides; null = none is sent. */
  browserId: string | null;
  serverId: string | null;
  value: number;
  currency: 'EUR';
}

interface Sender {
  platform: ServerEvent['platform'];
  pixelId: string;
  eventName: string;
  url(sale: Sale): string;
  mirrorUrl(sale: Sale): string;
}

const query = (fields: Readonly<Record<string, string | number | null>>) =>
  new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]))).toString();

const metaQuery = ({ browserId, orderId, value, currency }: Sale) =>
  query({ id: '1234567890123456', ev: 'Purchase', eid: browserId, 'cd[order_id]': orderId, 'cd[value]': value, 'cd[currency]': currency });
const linkedinQuery = ({ browserId, orderId, value, currency, at }: Sale) =>
  query({ v: 2, fmt: 'js', time: at, pid: 123, conversionId: 456, cur: currency, val: value, oid: orderId, eventId: browserId });
const xQuery = ({ browserId, orderId, value, currency, number }: Sale) =>
  query({ txn_id: 'tw-o1abc-o2def', event_id: `hit-${number}`, event: JSON.stringify({ conversion_id: browserId ?? undefined, order_id: orderId, value, currency }) });

const SENDERS: readonly Sender[] = [
  {
    platform: 'meta',
    pixelId: '1234567890123456',
    eventName: 'Purchase',
    url: (sale) => `https://www.facebook.com/tr/?${metaQuery(sale)}`,
    mirrorUrl: (sale) => `https://www.facebook.com/privacy_sandbox/pixel/register/trigger/?${metaQuery(sale)}`,
  },
  {
    platform: 'linkedin',
    pixelId: '456',
    eventName: 'conversion',
    url: (sale) => `https://px.ads.linkedin.com/collect?${linkedinQuery(sale)}`,
    mirrorUrl: (sale) => `https://px4.ads.linkedin.com/collect?${linkedinQuery(sale)}`,
  },
  {
    platform: 'x',
    pixelId: 'o1abc',
    eventName: 'tw-o1abc-o2def',
    url: (sale) => `https://analytics.twitter.com/1/i/adsct?${xQuery(sale)}`,
    mirrorUrl: (sale) => `https://t.co/1/i/adsct?${xQuery(sale)}`,
  },
];

/**
 * A log of `eventCount` events, 30 % of them mirrors, 10 % in sales whose two sides do not agree on the ID.
 * `orderId`: one that a faulty shop sends with every order; null = each order has its own.
 */
export function buildLog(eventCount: number, orderId: string | null = null): LoggedEntry[] {
  const entries: LogEntry[] = [{ kind: 'relay-evidence', at: START, evidence: { state: 'settled', coverage: null, graceMs: 30_000, byCapture: {}, reason: null } }];
  for (let number = 0; entries.length <= eventCount; number += 1) entries.push(...entriesOf(number, orderId));
  return entries.slice(0, eventCount + 1).map((entry, index) => ({ seq: index + 1, entry }));
}

/** Every order is reported to all platforms from one page. */
function entriesOf(number: number, orderId: string | null): LogEntry[] {
  const sender = SENDERS[number % SENDERS.length];
  if (!sender) return [];
  const own = buildSale(number, Math.floor(number / SENDERS.length));
  const sale = { ...own, orderId: orderId ?? own.order };
  const hasMirror = number % 7 < MIRRORED_OF_SEVEN;
  const captures = [captureOf(sale, sender.url(sale), 'a'), ...(hasMirror ? [captureOf(sale, sender.mirrorUrl(sale), 'b')] : [])];
  return [
    ...captures.map((capture): LogEntry => ({ kind: 'capture', at: sale.at, capture })),
    { kind: 'server-event', at: sale.at, event: serverEventOf(sale, sender) },
  ];
}

function buildSale(number: number, orderNumber: number): Omit<Sale, 'orderId'> {
  const order = String(100_000 + orderNumber);
  const browserId = `order-${order}`;
  const serverId = MISMATCHES[number % 10 === 3 ? Math.floor(number / 10) % MISMATCHES.length : -1]?.(browserId) ?? browserId;
  const isMissing = number % 100 === 13;
  return { number, at: START + orderNumber * SALE_EVERY_MS, order, browserId: isMissing ? null : browserId, serverId, value: 20 + (orderNumber % 50), currency: 'EUR' };
}

/** What shops get wrong: another case, another prefix, an ID of the server's own, leading zeros, padding. */
const MISMATCHES: readonly ((id: string) => string)[] = [
  (id) => id.toUpperCase(),
  (id) => id.replace('order-', ''),
  (id) => [...id].reverse().join(''),
  (id) => id.replace('order-', 'order-00'),
  (id) => ` ${id}`,
];

function captureOf({ number, order, at }: Sale, url: string, copy: string): Capture {
  return {
    id: `c${number}${copy}`,
    seenBy: ['web-request'],
    tabId: 7,
    documentId: `D${order}`,
    frame: 'top',
    pageUrl: 'https://shop.test/thank-you',
    initiator: 'https://shop.test',
    startedAt: at,
    method: 'GET',
    url,
    contentType: null,
    body: { kind: 'none' },
    delivery: { state: 'delivered', status: 200 },
  };
}

function serverEventOf({ number, orderId, at, serverId, value, currency }: Sale, { platform, pixelId, eventName }: Sender): ServerEvent {
  return {
    ...blankServerEvent(platform),
    side: 'server',
    id: `s${number}`,
    pixelId,
    eventName,
    eventId: serverId,
    orderId,
    value,
    currency,
    eventTime: at,
    receivedAt: at + 1_500,
    sender: 'shop backend',
    deliveries: [{ attempt: 1, status: 200, accepted: true, message: null, evidence: 'observed' }],
    comparedUserKeys: {},
  };
}

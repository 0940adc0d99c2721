import type { Capture, Delivery } from '../../lib/model/capture.ts';
import type { BrowserFire } from '../../lib/model/conversion.ts';
import type { BrowserEvent, EventFields, ServerEvent } from '../../lib/model/event.ts';
import type { CaptureHealth, Projection, Visit } from '../../lib/model/projection.ts';
import type { JudgedConversion, KeyComparison, Verdict } from '../../lib/model/verdict.ts';

export const AT = Date.UTC(2026, 10, 21, 14, 3, 12);

const FIELDS: EventFields = {
  platform: 'meta',
  pixelId: '1234567890123456',
  action: null,
  eventName: 'Purchase',
  customName: false,
  eventId: 'order-1013',
  orderId: '1013',
  value: 129.5,
  currency: 'EUR',
  eventTime: null,
  userKeys: {},
  contentIds: [],
  issues: [],
};

export function browserEvent(fields: Partial<BrowserEvent> = {}): BrowserEvent {
  return {
    ...FIELDS,
    side: 'browser',
    id: 'c1#0',
    captureId: 'c1',
    at: AT,
    pageUrl: 'https://shop.test/checkout/thank-you',
    documentId: 'D1',
    tabId: 7,
    host: 'www.facebook.com',
    delivery: { state: 'delivered', status: 200 },
    eventIdOrigin: 'page',
    role: 'conversion',
    mirror: false,
    mirrorKey: null,
    ...fields,
  };
}

export function fire(fields: Partial<BrowserEvent> = {}, mirrors: readonly BrowserEvent[] = []): BrowserFire {
  const event = browserEvent(fields);
  const sentStates: readonly Delivery['state'][] = ['delivered', 'sent-unconfirmed'];
  return { event, mirrors, sent: sentStates.includes(event.delivery.state) };
}

export function serverEvent(fields: Partial<ServerEvent> = {}): ServerEvent {
  return {
    ...FIELDS,
    side: 'server',
    id: 's1',
    receivedAt: AT + 1200,
    sender: 'shop backend',
    deliveries: [{ attempt: 1, status: 200, accepted: true, message: null, evidence: 'observed' }],
    comparedUserKeys: {},
    test: null,
    adjustment: false,
    ...fields,
  };
}

export function idComparison(browser: string | null, server: string | null, fields: Partial<KeyComparison> = {}): KeyComparison {
  const result = browser === null || server === null ? 'missing' : browser === server ? 'equal' : 'different';
  return { key: 'eventId', browser, server, result, note: null, ...fields };
}

export function verdict(fields: Partial<Verdict> = {}): Verdict {
  return {
    outcome: 'deduplicates',
    basis: 'documented',
    counted: 1,
    expected: 1,
    atStake: null,
    keys: [],
    rule: {
      summary: 'Same pixel, event name and event ID within 48 hours: Meta keeps the first and discards the rest.',
      source: { url: 'https://developers.facebook.com/dedup', title: "Meta's documentation", checkedOn: '2026-11-21' },
    },
    survivor: null,
    drift: [],
    causes: [],
    sentence: 'Meta will count this Purchase once.',
    fix: null,
    ...fields,
  };
}

type ConversionFields = Partial<Omit<JudgedConversion, 'verdict'>> & { verdict?: Partial<Verdict> };

export function conversion({ verdict: verdictFields, ...fields }: ConversionFields = {}): JudgedConversion {
  return {
    id: 'k1',
    platform: 'meta',
    pixelId: '1234567890123456',
    eventName: 'Purchase',
    orderId: '1013',
    browser: [fire()],
    server: [serverEvent()],
    calls: [],
    joinedBy: 'rule',
    value: 129.5,
    currency: 'EUR',
    gapMs: 1200,
    ...fields,
    verdict: verdict({ keys: [idComparison('order-1013', 'order-1013')], ...verdictFields }),
  };
}

/** The browser's ID has a prefix that the server's has not. */
export function doubleCount(fields: ConversionFields = {}): JudgedConversion {
  return conversion({
    browser: [fire({ eventId: 'order-1013-b7c1' })],
    server: [serverEvent({ eventId: '1013-b7c1' })],
    joinedBy: 'event-id-near',
    ...fields,
    verdict: {
      outcome: 'double-counts',
      counted: 2,
      atStake: 129.5,
      keys: [
        { key: 'pixelId', browser: '1234567890123456', server: '1234567890123456', result: 'equal', note: null },
        { key: 'eventName', browser: 'Purchase', server: 'Purchase', result: 'equal', note: null },
        idComparison('order-1013-b7c1', '1013-b7c1'),
        { key: 'window', browser: new Date(AT).toISOString(), server: new Date(AT + 1200).toISOString(), result: 'equal', note: '48 h allowed' },
      ],
      causes: [{ id: 'id-prefix', detail: "the browser's event ID has the prefix order-, the server's has not" }],
      sentence: "Meta will count this Purchase twice: the browser's event ID has the prefix order-, the server's has not.",
      fix: { text: 'Add the prefix on both sides or on neither.', snippet: "fbq('track', 'Purchase', { value: 129.50, currency: 'EUR' },\n  { eventID: order.eventId });" },
      ...fields.verdict,
    },
  });
}

export function visit(conversions: readonly JudgedConversion[], fields: Partial<Visit> = {}): Visit {
  return { id: 'v1', tabId: 7, pageUrl: 'https://shop.test/checkout/thank-you', at: AT, orderId: '1013', conversions, ...fields };
}

export function health(fields: Partial<CaptureHealth> = {}): CaptureHealth {
  const relay = { host: 'relay.shop.test', state: 'ok' as const, code: null, message: null, lagMs: 800 };
  return { recordingSince: AT - 300_000, relay, captures: 12, blocked: 0, unreadableBodies: 0, unreadableReasons: [], attempts: [], faults: [], ...fields };
}

export function projection(visits: readonly Visit[], healthFields: Partial<CaptureHealth> = {}): Projection {
  return {
    visits,
    conversions: visits.flatMap(({ conversions }) => conversions),
    apart: [],
    suggestions: [],
    totals: { counted: 0, expected: 0, byOutcome: {}, byPlatform: {}, money: {} },
    health: health(healthFields),
  };
}

export function capture(fields: Partial<Capture> = {}): Capture {
  return {
    id: 'c1',
    seenBy: ['web-request'],
    tabId: 7,
    documentId: 'D1',
    frame: 'top',
    pageUrl: 'https://shop.test/checkout/thank-you',
    initiator: 'https://shop.test',
    startedAt: AT,
    method: 'POST',
    url: 'https://www.facebook.com/tr/?id=1234567890123456',
    contentType: 'text/plain',
    body: { kind: 'text', text: "ev=Purchase&note=it's" },
    delivery: { state: 'delivered', status: 200 },
    ...fields,
  };
}

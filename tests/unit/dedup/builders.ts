import type { DedupContext } from '../../../lib/dedup/context.ts';
import { judgeEvents } from '../../../lib/dedup/match.ts';
import type { BrowserEvent, ServerEvent } from '../../../lib/model/event.ts';
import type { PlatformId } from '../../../lib/model/platform-id.ts';
import type { RecordedSpan } from '../../../lib/model/recording.ts';
import type { RelayEvidence } from '../../../lib/model/relay.ts';
import { DEFAULT_SETTINGS } from '../../../lib/model/settings.ts';
import type { JudgedConversion } from '../../../lib/model/verdict.ts';
import { platformById } from '../../../lib/platforms/registry.ts';

export const NOON = Date.UTC(2026, 10, 21, 12);
export const HOUR_MS = 3_600_000;

export const SETTLED: RelayEvidence = { state: 'settled', coverage: null, graceMs: 30_000, byCapture: {}, reason: null };
export const ABSENT: RelayEvidence = { ...SETTLED, state: 'absent' };

const FIELDS = {
  pixelId: '1234567890123456',
  action: null,
  eventName: 'Purchase',
  customName: false,
  orderId: null,
  value: 129.5,
  currency: 'EUR',
  eventTime: NOON,
  userKeys: {},
  contentIds: [],
  issues: [],
} as const;

let count = 0;

/** A delivered purchase at noon on Meta; every field can be replaced. */
export function browserEvent(fields: Partial<BrowserEvent> = {}): BrowserEvent {
  count += 1;
  const captureId = `c${String(count).padStart(4, '0')}`;
  return {
    ...FIELDS,
    platform: 'meta',
    side: 'browser',
    eventId: 'e-1013',
    eventIdOrigin: 'unknown',
    role: 'conversion',
    mirror: false,
    mirrorKey: null,
    id: `${captureId}#0`,
    captureId,
    at: NOON,
    pageUrl: 'https://shop.test/thank-you',
    documentId: 'D1',
    tabId: 7,
    host: 'pixel.test',
    delivery: { state: 'delivered', status: 200 },
    ...fields,
  };
}

/** The same purchase from the server, one second later; the platform's answer is known and good. */
export function serverEvent(fields: Partial<ServerEvent> = {}): ServerEvent {
  count += 1;
  return {
    ...FIELDS,
    platform: 'meta',
    side: 'server',
    eventId: 'e-1013',
    test: null,
    adjustment: false,
    id: `s${String(count).padStart(4, '0')}`,
    receivedAt: NOON + 1_000,
    sender: 'shop backend',
    deliveries: [{ attempt: 1, status: 200, accepted: true, message: null, evidence: 'observed' }],
    comparedUserKeys: {},
    ...fields,
  };
}

export const REJECTED: ServerEvent['deliveries'] = [{ attempt: 1, status: 400, accepted: false, message: 'Invalid OAuth access token', evidence: 'observed' }];

export function contextOf(id: PlatformId, relay: RelayEvidence = SETTLED, conversionActions: Record<string, string> = {}): DedupContext {
  const platform = platformById(id);
  if (!platform) throw new Error(`${id} is not registered`);
  return { platform, relay, recorded: null, settings: { ...DEFAULT_SETTINGS, conversionActions } };
}

interface Case {
  platform?: PlatformId;
  relay?: RelayEvidence;
  recorded?: readonly RecordedSpan[] | null;
  conversionActions?: Record<string, string>;
  browser?: readonly BrowserEvent[];
  server?: readonly ServerEvent[];
}

/** Judges a handful of events; every event gets the case's platform. */
export function judgeCase({ platform = 'meta', relay, recorded = null, conversionActions, browser = [], server = [] }: Case): JudgedConversion[] {
  const context = { ...contextOf(platform, relay, conversionActions), recorded };
  return judgeEvents(
    context,
    browser.map((event) => ({ ...event, platform })),
    server.map((event) => ({ ...event, platform })),
  );
}

/** Judges a case that must end in exactly one row. */
export function judgeOne(events: Case): JudgedConversion {
  const rows = judgeCase(events);
  if (rows.length !== 1 || !rows[0]) throw new Error(`expected one row, got ${rows.map((row) => row.verdict.outcome).join(', ') || 'none'}`);
  return rows[0];
}

export function causesOf(row: JudgedConversion): string[] {
  return row.verdict.causes.map((cause) => cause.id);
}

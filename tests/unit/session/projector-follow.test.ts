import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogEntry, LoggedEntry } from '../../../lib/model/log.ts';
import type { JudgedConversion } from '../../../lib/model/verdict.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../lib/model/settings.ts';
import { createProjector } from '../../../lib/session/projector.ts';
import { NOON, serverEvent } from '../dedup/builders.ts';
import { logEntry, PIXEL } from './random-log.ts';

const NAMED: Settings = { ...DEFAULT_SETTINGS, firstParty: [{ host: 'metrics.shop.test', platform: 'ga4' }] };

/** What happens to a projector: entries, in batches of any size; other settings; the log is cleared; somebody looks. */
type Step = { kind: 'entries'; entries: LogEntry[] } | { kind: 'settings'; settings: Settings } | { kind: 'clear' } | { kind: 'look' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.array(logEntry, { maxLength: 6 }).map((entries): Step => ({ kind: 'entries', entries })) },
  { weight: 6, arbitrary: fc.constant<Step>({ kind: 'look' }) },
  { weight: 1, arbitrary: fc.constantFrom(DEFAULT_SETTINGS, NAMED).map((settings): Step => ({ kind: 'settings', settings })) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'clear' }) },
);

const logged = (entries: readonly LogEntry[]): LoggedEntry[] => entries.map((entry, index) => ({ seq: index + 1, entry }));

function replay(entries: readonly LogEntry[], settings: Settings = DEFAULT_SETTINGS) {
  const projector = createProjector(settings);
  projector.apply(logged(entries));
  return projector.project();
}

const verdicts = (conversions: readonly JudgedConversion[]) => conversions.map(({ id, verdict }) => [id, verdict]);

describe('a projection that follows the log', () => {
  test('equals a replay of the same log under the same settings, whatever came before and however it came', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const follower = createProjector(DEFAULT_SETTINGS);
        let settings: Settings = DEFAULT_SETTINGS;
        let entries: LogEntry[] = [];
        for (const one of steps) {
          if (one.kind === 'entries') follower.apply(logged(one.entries));
          if (one.kind === 'entries') entries.push(...one.entries);
          if (one.kind === 'settings') follower.configure((settings = one.settings));
          if (one.kind === 'clear') follower.reset();
          if (one.kind === 'clear') entries = [];
          if (one.kind === 'look') expect(follower.project()).toEqual(replay(entries, settings));
        }
        expect(follower.project()).toEqual(replay(entries, settings));
      }),
      { numRuns: 150 },
    );
  });

  test('entries that are written twice change no verdict', () => {
    const lasting = logEntry.filter(({ kind }) => kind === 'capture' || kind === 'server-event');
    fc.assert(
      fc.property(fc.uniqueArray(lasting, { maxLength: 10, selector: (entry) => (entry.kind === 'capture' ? entry.capture.id : entry.kind === 'server-event' ? entry.event.id : '') }), (entries) => {
        expect(verdicts(replay([...entries, ...entries]).conversions)).toEqual(verdicts(replay(entries).conversions));
      }),
      { numRuns: 100 },
    );
  });

  test('what was given out stays as it was, and what did not change is given out again as the same object', () => {
    const sale = (number: number): LogEntry => ({ kind: 'server-event', at: NOON, event: serverEvent({ id: `s${number}`, eventId: `e-${number}`, orderId: String(number), value: number, pixelId: PIXEL, receivedAt: NOON + number * 600_000 }) });
    const projector = createProjector(DEFAULT_SETTINGS);
    projector.apply(logged([sale(1), sale(2)]));
    const earlier = projector.project();
    projector.apply(logged([sale(3), { kind: 'server-event', at: NOON, event: serverEvent({ id: 's2-again', eventId: 'e-2', orderId: '2', value: 2, pixelId: PIXEL, receivedAt: NOON + 1_201_000 }) }]));
    const later = projector.project();
    expect(earlier.conversions.map(({ id }) => id)).toEqual(['s2', 's1']);
    expect(earlier.visits.map(({ conversions }) => conversions.length)).toEqual([1, 1]);
    expect(later.conversions.map(({ id }) => id)).toEqual(['s3', 's2', 's1']);
    expect(later.conversions[2]).toBe(earlier.conversions[1]);
    expect(later.conversions[1]).not.toBe(earlier.conversions[0]);
  });

  test('a verdict changes when the twin arrives minutes later, and back when the twin turns out to be another order', () => {
    const projector = createProjector(DEFAULT_SETTINGS);
    const settled: LogEntry = { kind: 'relay-evidence', at: NOON, evidence: { state: 'settled', coverage: null, graceMs: 30_000, byCapture: {}, reason: null } };
    const fired: LogEntry = { kind: 'capture', at: NOON, capture: { id: 'c1', seenBy: ['web-request'], tabId: 7, documentId: 'D1', frame: 'top', pageUrl: 'https://shop.test/', initiator: null, startedAt: NOON, method: 'GET', url: `https://www.facebook.com/tr/?id=${PIXEL}&ev=Purchase&eid=e-1&cd[value]=10&cd[currency]=EUR`, contentType: null, body: { kind: 'none' }, delivery: { state: 'delivered', status: 200 } } };
    const twin = (eventId: string): LogEntry => ({ kind: 'server-event', at: NOON, event: serverEvent({ id: 's1', eventId, pixelId: PIXEL, value: 10, receivedAt: NOON + 600_000 }) });
    const outcomes = [settled, fired, twin('e-1'), twin('other')].map((entry) => {
      projector.apply(logged([entry]));
      return projector.project().conversions.map(({ verdict }) => verdict.outcome);
    });
    expect(outcomes).toEqual([[], ['browser-only'], ['deduplicates'], ['server-only', 'browser-only']]);
  });
});

import { describe, expect, test } from 'vitest';
import type { JudgedConversion } from '../../../lib/model/verdict.ts';
import { projectSession, scenarioText } from '../../helpers/scenario.ts';

/** What the tests change of a session file. */
interface Session {
  captures: { url: string; startedAt: string; documentId: string }[];
  sdkCalls: { platform: string; method: string; arguments: unknown[]; at: string; documentId: string }[];
  serverPayloads: { receivedAt: string; body: { data: { event_time: number }[] } }[];
}

async function judge(name: string, change: (session: Session) => void = () => undefined): Promise<JudgedConversion[]> {
  const session = JSON.parse(scenarioText(name)) as Session;
  change(session);
  return [...(await projectSession(JSON.stringify(session))).conversions];
}

function causesIn(rows: readonly JudgedConversion[]): string[] {
  return rows.flatMap(({ verdict }) => verdict.causes.map(({ id }) => id));
}

describe('a call of the page that made no request', () => {
  test('explains the silence of the browser, and stands with the conversion', async () => {
    const [row] = await judge('meta-consent-revoked');
    expect(row?.verdict.sentence).toBe('Meta counts this Purchase once, from the server alone: the page called fbq for “Purchase” while consent was denied or not given yet, so the Meta SDK sent nothing.');
    expect(row?.calls.map(({ method }) => method)).toEqual(['track']);
  });

  test('was not held back by a consent that was given again before it', async () => {
    const rows = await judge('meta-consent-revoked', ({ sdkCalls }) => sdkCalls.splice(1, 0, { platform: 'meta', method: 'consent', arguments: ['grant'], at: '2026-11-21T14:03:11.000Z', documentId: 'D1' }));
    expect(causesIn(rows)).toEqual([]);
  });

  test('is no proof that the SDK dropped it where nothing shows that the SDK ran', async () => {
    const rows = await judge('meta-consent-revoked', ({ sdkCalls }) => sdkCalls.shift());
    expect(rows.map(({ verdict }) => verdict.outcome)).toEqual(['server-only']);
    expect(causesIn(rows)).toEqual([]);
  });

  test('of another event explains nothing', async () => {
    const rows = await judge('meta-consent-revoked', ({ sdkCalls }) => sdkCalls.forEach((call) => (call.arguments = call.method === 'track' ? ['Lead', {}, { eventID: 'other-77' }] : call.arguments)));
    expect(causesIn(rows)).toEqual([]);
  });
});

describe('a request that nobody could read', () => {
  const serverRow = async (change: (session: Session) => void = () => undefined) => (await judge('tiktok-body-unreadable-beside-server-event', change)).find(({ server }) => server.length > 0)?.verdict;
  const call = { platform: 'tiktok', method: 'track', arguments: ['Purchase', {}, {}], at: '2026-11-21T14:03:12.000Z', documentId: 'D1' };

  test('may have been the event of the server: nobody can say that there was none', async () => {
    expect(await serverRow()).toMatchObject({ outcome: 'undetermined', counted: null, causes: [{ id: 'body-unreadable' }] });
  });

  test('may have come of the call of the page: the SDK did not drop it', async () => {
    expect((await serverRow((session) => (session.sdkCalls = [call])))?.causes.map(({ id }) => id)).toEqual(['body-unreadable']);
  });

  test('says nothing where consent was denied, or of a server event of another time', async () => {
    const denied = await serverRow((session) => (session.sdkCalls = [{ ...call, method: 'revokeConsent', arguments: [], at: '2026-11-21T14:03:11.000Z' }, call]));
    expect(denied).toMatchObject({ outcome: 'server-only', causes: [{ id: 'consent-denied' }] });
    expect(await serverRow((session) => session.serverPayloads.forEach((payload) => (payload.receivedAt = '2026-11-21T14:09:12.000Z')))).toMatchObject({ outcome: 'server-only' });
  });
});

describe('an automatic event beside the explicit one', () => {
  test('is named as a likely second count and turns no verdict', async () => {
    const [row] = await judge('meta-automatic-purchase');
    expect(row?.verdict).toMatchObject({ outcome: 'deduplicates', basis: 'documented', counted: 1 });
    expect(row?.verdict.sentence).toContain('the pixel also sent “Purchase” by itself');
    expect(row?.verdict.fix?.text).toContain('automatic events');
  });

  test.each([
    ['on another page', (session: Session) => session.captures.forEach((capture, index) => (capture.documentId = `D${index}`))],
    ['half a minute earlier', (session: Session) => session.captures.slice(1).forEach((capture) => (capture.startedAt = '2026-11-21T14:02:42.000Z'))],
    ['of another amount', (session: Session) => session.captures.slice(1).forEach((capture) => (capture.url = capture.url.replace('129.5', '84')))],
    ['to another pixel', (session: Session) => session.captures.slice(1).forEach((capture) => (capture.url = capture.url.replace('id=1234567890123456', 'id=999')))],
  ])('%s repeats nothing', async (_where, change) => {
    expect(causesIn(await judge('meta-automatic-purchase', change))).toEqual([]);
  });
});

describe('clocks that differ', () => {
  test('are known from three orders, not from two', async () => {
    const rows = await judge('meta-clock-skew', (session) => {
      session.captures.pop();
      session.serverPayloads.pop();
    });
    expect(causesIn(rows)).not.toContain('clock-skew');
  });

  test('are not read into delays that vary', async () => {
    const rows = await judge('meta-clock-skew', ({ serverPayloads }) => serverPayloads.forEach(({ body }, index) => body.data.forEach((event) => (event.event_time -= index * 90))));
    expect(causesIn(rows)).not.toContain('clock-skew');
  });

  test('are not read into a queue that is late by the same time on every order, unless an event was received before it is said to have happened', async () => {
    expect(causesIn(await judge('meta-late-queue'))).toEqual([]);
    const early = await judge('meta-late-queue', ({ serverPayloads }) => serverPayloads.forEach(({ body }) => body.data.forEach((event) => (event.event_time += 1_800))));
    expect(causesIn(early)).toEqual(['clock-skew', 'clock-skew', 'clock-skew']);
  });

  test('open a verdict at the edge of the window, and make none green', async () => {
    const rows = await judge('meta-clock-skew-at-the-window');
    const open = rows.find(({ verdict }) => verdict.outcome === 'undetermined');
    expect(open?.verdict).toMatchObject({ counted: null, atStake: null, basis: 'inferred' });
    expect(open?.verdict.sentence).toContain('by clocks that agree the copies lie outside the window');
    const late = await judge('meta-clock-skew-at-the-window', ({ serverPayloads }) => serverPayloads.slice(0, 1).forEach((payload) => (payload.receivedAt = '2026-11-23T15:03:12.000Z')));
    expect(late.map(({ verdict }) => verdict.outcome)).toContain('double-counts');
  });
});

describe('only one transport', () => {
  test('is not said of a single conversion', async () => {
    const rows = await judge('meta-only-the-browser', (session) => session.captures.pop());
    expect(rows.map(({ verdict }) => [verdict.outcome, verdict.notes])).toEqual([['browser-only', undefined]]);
  });

  test('is not said where the relay has a gap', async () => {
    expect((await judge('meta-only-the-browser-gap')).flatMap(({ verdict }) => verdict.notes ?? [])).toEqual([]);
  });
});

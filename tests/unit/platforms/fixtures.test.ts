import { describe, expect, test } from 'vitest';
import type { DecodeIssue } from '../../../lib/model/event.ts';
import { decodeCapture, decodeServerPayload, findPlatform } from '../../../lib/platforms/decode.ts';
import { PLATFORMS } from '../../../lib/platforms/registry.ts';
import { captureOf } from './build-capture.ts';
import { readFixtures, type Fixture } from './read-fixtures.ts';

const fixtures = readFixtures();

function decode(fixture: Fixture): { platform: string | null; events: unknown[]; issues: DecodeIssue[] } {
  if (fixture.request) {
    const found = findPlatform(captureOf(fixture.request), []);
    const decoded = found?.platform.decodeBrowser(found.request) ?? { events: [], issues: [] };
    return { platform: found?.platform.id ?? null, events: [...decoded.events], issues: allIssues(decoded) };
  }
  if (!fixture.payload) throw new Error(`${fixture.name} has neither request nor payload`);
  const decoded = decodeServerPayload(fixture.payload, { status: null, response: null });
  const events = decoded.events.map(({ event }) => event);
  return { platform: decoded.platform, events, issues: allIssues({ events, issues: decoded.issues }) };
}

function allIssues(decoded: { events: readonly { issues: readonly DecodeIssue[] }[]; issues: readonly DecodeIssue[] }): DecodeIssue[] {
  return [...decoded.issues, ...decoded.events.flatMap((event) => event.issues)];
}

describe.each(fixtures)('$platform/$name: $about', (fixture) => {
  test('is recognised and gives exactly these events and issues', () => {
    const decoded = decode(fixture);
    expect(decoded.platform).toBe(fixture.platform);
    expect(decoded.events).toHaveLength(fixture.events.length);
    expect(decoded.events).toMatchObject(fixture.events);
    expect(decoded.issues.map((issue) => issue.code)).toEqual(fixture.issues);
  });

  test('says which document its format comes from', () => {
    expect(fixture.source).not.toBe('');
  });
});

const requests = fixtures.flatMap((fixture) => (fixture.request ? [{ ...fixture, request: fixture.request }] : []));

test.each(requests)('$platform/$name has events with the same IDs in every replay', ({ request }) => {
  const once = decodeCapture(captureOf(request), []);
  expect(decodeCapture(captureOf(request), [])).toEqual(once);
  expect(once.events.map((event) => event.id)).toEqual(once.events.map((_, index) => `c1#${index}`));
});

test.each(PLATFORMS.map((platform) => platform.id))('%s has fixtures of both sides', (id) => {
  const own = fixtures.filter((fixture) => fixture.platform === id);
  expect(own.some((fixture) => fixture.request && fixture.events.length > 0)).toBe(true);
  expect(own.some((fixture) => fixture.payload && fixture.events.length > 0)).toBe(true);
});

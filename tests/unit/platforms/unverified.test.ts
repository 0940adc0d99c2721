import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeCapture, decodeServerPayload } from '../../../lib/platforms/decode.ts';
import type { Platform } from '../../../lib/platforms/define.ts';
import { PLATFORMS } from '../../../lib/platforms/registry.ts';
import { captureOf } from './build-capture.ts';
import { readFixtures, type Fixture } from './read-fixtures.ts';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const fixtures = readFixtures();

/** What each event of a fixture says of its format; null = verified. */
function notesOf({ request, payload }: Fixture): (string | null)[] {
  if (request) return decodeCapture(captureOf(request), []).events.map((event) => event.unverified ?? null);
  if (!payload) return [];
  return decodeServerPayload(payload, { status: null, response: null }).events.map(({ event }) => event.unverified ?? null);
}

const withEvents = fixtures.filter((fixture) => notesOf(fixture).length > 0);

test.each(withEvents.filter(({ unverified }) => unverified))('$platform/$name: every event says that its format is not verified', (fixture) => {
  expect(notesOf(fixture).filter((note) => note === null)).toEqual([]);
});

test.each(withEvents.filter(({ unverified }) => !unverified))('$platform/$name is verified, and says nothing', (fixture) => {
  expect(notesOf(fixture).filter((note) => note !== null)).toEqual([]);
});

const formats = PLATFORMS.flatMap((platform) => (platform.unverified ?? []).map((format) => ({ id: platform.id, ...format })));

describe.each(formats)('$id: $what', ({ id, what, source }) => {
  test('is one sentence and names where the format comes from', () => {
    expect(what).toMatch(/^[A-Z].*\.$/);
    expect(source).toMatch(/^research\/|^https:\/\//);
  });

  test('has a fixture', () => {
    expect(fixtures.filter(({ platform }) => platform === id).flatMap(notesOf)).toContain(what);
  });
});

/** The cells of a platform's row in the README's table. */
function readmeCells({ id }: Platform): { browser: string; server: string } {
  const cells = readme.split('\n').find((line) => line.includes(`| \`${id}\` |`))?.split('|') ?? [];
  return { browser: cells[3] ?? '', server: cells[4] ?? '' };
}

test.each(PLATFORMS)('$id: the README marks exactly the side that has unverified formats', (platform) => {
  const { browser, server } = readmeCells(platform);
  expect(browser.includes('†')).toBe(platform.unverified?.some((format) => 'browser' in format) ?? false);
  expect(server.includes('†')).toBe(platform.unverified?.some((format) => 'server' in format) ?? false);
});

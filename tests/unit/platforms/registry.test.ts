import { describe, expect, test } from 'vitest';
import { PLATFORM_IDS } from '../../../lib/model/platform-id.ts';
import { platformById, PLATFORMS, recorderMatchPatterns } from '../../../lib/platforms/registry.ts';
import { readRequest } from '../../../lib/wire/read-request.ts';

function matching(url: string): string[] {
  const request = readRequest({ method: 'GET', url, contentType: null, body: { kind: 'none' } }, null);
  return PLATFORMS.flatMap((platform) => (request && platform.matches(request) ? [platform.id] : []));
}

/** A WebExtension match pattern as a regular expression (developer.mozilla.org, Match patterns). */
function toRegExp(pattern: string): RegExp {
  const [, host, path] = /^\*:\/\/(\*|\*\.[^/*]+|[^/*]+)(\/.*)$/.exec(pattern) ?? [];
  if (host === undefined || path === undefined) throw new Error(`${pattern} is no match pattern`);
  const escape = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  const hostPattern = host === '*' ? '[^/]+' : host.startsWith('*.') ? `(?:[^/]+\\.)?${escape(host.slice(2))}` : escape(host);
  return new RegExp(`^https?://${hostPattern}${escape(path).replaceAll('*', '.*')}$`);
}

const examples = PLATFORMS.flatMap((platform) =>
  platform.endpoints.flatMap((endpoint) => endpoint.examples.map((url) => ({ id: platform.id, url, pattern: endpoint.pattern }))),
);
const lookAlikes = PLATFORMS.flatMap((platform) => platform.lookAlikes.map((url) => ({ id: platform.id, url })));

const shapeExamples = PLATFORMS.flatMap(({ id, shape }) =>
  (shape?.endpoints ?? []).flatMap(({ pattern, examples: urls }) => urls.map((url) => ({ id, url, pattern }))),
);

test.each(shapeExamples)('$pattern lets $url through to the recorder, and nobody claims it', ({ url, pattern }) => {
  expect(url).toMatch(toRegExp(pattern));
  expect(matching(url)).toEqual([]);
});

test.each(examples)('$url belongs to $id and to nobody else', ({ id, url }) => {
  expect(matching(url)).toEqual([id]);
});

test.each(examples)('$pattern lets $url through to the recorder', ({ url, pattern }) => {
  expect(url).toMatch(toRegExp(pattern));
});

test.each(lookAlikes)('$url only looks like $id', ({ url }) => {
  expect(matching(url)).toEqual([]);
});

test('the recorder gets every pattern once, and each is a match pattern', () => {
  const patterns = recorderMatchPatterns();
  expect(new Set(patterns).size).toBe(patterns.length);
  expect(patterns.map((pattern) => toRegExp(pattern).source)).toHaveLength(patterns.length);
});

describe.each(PLATFORMS)('$id', (platform) => {
  test('is found by its ID', () => {
    expect(platformById(platform.id)).toBe(platform);
  });

  test('has a rule of its own with dated sources', () => {
    expect(platform.rule.platform).toBe(platform.id);
    for (const source of platform.rule.sources) {
      expect(URL.canParse(source.url)).toBe(true);
      expect(source.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  test('lists its ID field among the keys of its first rule', () => {
    expect(platform.rule.alternatives[0]?.on).toContain(platform.rule.idField);
  });

  test('claims no ID of a page as its SDK\'s own', () => {
    const certain = platform.sdk.autoIds.filter((auto) => auto.certain);
    for (const id of ['order-1013', '1013', '7f0f6a52-6a5b-4b44-9c1e-0b0f5b9f2c11']) {
      expect(certain.filter((auto) => auto.pattern.test(id))).toEqual([]);
    }
  });
});

test('a platform is found by its ID or is null, never something else', () => {
  for (const id of PLATFORM_IDS) expect([id, null]).toContain(platformById(id)?.id ?? null);
});

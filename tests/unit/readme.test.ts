import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PLATFORMS } from '../../lib/platforms/registry.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const scripts = (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { scripts: Record<string, string> }).scripts;

describe('the README', () => {
  test('lists exactly the platforms that can be decoded', () => {
    const rows = [...readme.matchAll(/^\| ([^|]+) \| `([a-z0-9-]+)` \|/gm)].map(([, name, id]) => `${name} ${id}`);
    expect(rows.sort()).toEqual(PLATFORMS.map((platform) => `${platform.name} ${platform.id}`).sort());
  });

  test('names only npm scripts that exist', () => {
    const named = [...readme.matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(([, script]) => script ?? '');
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
    expect(named).toContain('demo');
  });

  test('links only to files that exist', () => {
    const links = [...readme.matchAll(/\]\((docs\/[^)]+)\)/g)].map(([, path]) => path ?? '');
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect(() => readFileSync(new URL(`../../${link}`, import.meta.url))).not.toThrow();
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('../../../', import.meta.url);
const LOCALES = new URL('public/_locales/', ROOT);
/** What the stores accept at most, in characters. */
const LIMITS: Readonly<Record<string, number>> = { name: 45, description: 132 };

const manifest = readFileSync(new URL('wxt.config.ts', ROOT), 'utf8');
const used = [...manifest.matchAll(/__MSG_(\w+)__/g)].map(([, key]) => key ?? '').sort();
const locales = readdirSync(LOCALES);

function messagesOf(locale: string): Record<string, { message: string }> {
  return JSON.parse(readFileSync(new URL(`${locale}/messages.json`, LOCALES), 'utf8')) as Record<string, { message: string }>;
}

test('the manifest takes name and description from the locales, and its default is one of them', () => {
  expect(used).toEqual(['description', 'name']);
  expect(locales).toContain(/default_locale: '(\w+)'/.exec(manifest)?.[1]);
  expect(locales).toContain('de');
});

test.each(locales)('the locale %s has exactly the keys that the manifest uses, each with a text that the stores accept', (locale) => {
  const messages = messagesOf(locale);
  expect(Object.keys(messages).sort()).toEqual(used);
  for (const [key, { message }] of Object.entries(messages)) {
    expect(message.trim()).not.toBe('');
    expect(message.length, key).toBeLessThanOrEqual(LIMITS[key] ?? 0);
  }
});

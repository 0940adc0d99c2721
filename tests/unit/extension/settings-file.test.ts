import { expect, test } from 'vitest';
import { readSettingsFile, toSettingsFile } from '../../../lib/extension/settings-file.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../lib/model/settings.ts';

const STORED: Settings = {
  ...DEFAULT_SETTINGS,
  relays: [{ id: 'r1', hostPattern: '*.shop.test', endpoint: 'https://relay.shop.test', token: 'secret-token' }],
  conversionActions: { 'AW-1/label': '77' },
  expectations: [{ id: 'e1', name: 'Thank-you', page: '/thank-you', events: [{ platform: 'meta', event: 'purchase', count: 1 }], deduplicated: true }],
};

test('a settings file holds everything but the tokens', () => {
  const text = toSettingsFile(STORED);
  expect(text).not.toContain('secret-token');
  expect(readSettingsFile(text, DEFAULT_SETTINGS)).toEqual({ ...STORED, relays: [{ ...STORED.relays[0], token: '' }] });
});

test('a connection that is known here keeps its token', () => {
  expect(readSettingsFile(toSettingsFile(STORED), STORED)).toEqual(STORED);
});

test.each([
  ['{', 'The file is no JSON'],
  ['{"pixelpair":1}', 'The file holds no Pixelpair settings'],
  ['{"pixelpairSettings":2,"settings":{}}', 'The settings file has version 2'],
  ['{"pixelpairSettings":1,"settings":{"version":1,"relays":7}}', 'relays'],
])('%s is refused: %s', (text, message) => {
  expect(() => readSettingsFile(text, STORED)).toThrow(message);
});

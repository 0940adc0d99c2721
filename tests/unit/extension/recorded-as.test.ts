import { expect, test } from 'vitest';
import { answerSuggestion } from '../../../lib/extension/answer-suggestion.ts';
import { recordedAs } from '../../../lib/extension/recorded-as.ts';
import { DEFAULT_SETTINGS } from '../../../lib/model/settings.ts';
import { buildCapture } from '../platforms/build-capture.ts';

const metaOn = (host: string) => buildCapture(`https://${host}/tr/?id=1234567890&ev=Purchase&cd[value]=1`);
const rule = { host: 'metrics.shop.test', platform: 'meta' as const };

test('a platform\'s request is recorded as the platform\'s', () => {
  expect(recordedAs(metaOn('www.facebook.com'), DEFAULT_SETTINGS)).toBe('meta');
});

test('what only looks like a platform\'s is recorded as such, so that a redirect to the platform is a request of its own', () => {
  expect(recordedAs(metaOn('metrics.shop.test'), DEFAULT_SETTINGS)).toBe('like:meta');
});

test('anything else is not recorded', () => {
  expect(recordedAs(buildCapture('https://shop.test/tr/?q=1'), DEFAULT_SETTINGS)).toBeNull();
});

test('an accepted host is the platform\'s from then on', () => {
  const settings = answerSuggestion({ ...DEFAULT_SETTINGS, dismissedHosts: ['metrics.shop.test', 'other.test'] }, rule, true);
  expect(settings).toMatchObject({ firstParty: [rule], dismissedHosts: ['other.test'] });
  expect(recordedAs(metaOn('metrics.shop.test'), settings)).toBe('meta');
});

test('a dismissed host is not recorded any more', () => {
  const settings = answerSuggestion(DEFAULT_SETTINGS, rule, false);
  expect(settings).toMatchObject({ firstParty: [], dismissedHosts: ['metrics.shop.test'] });
  expect(recordedAs(metaOn('metrics.shop.test'), settings)).toBeNull();
});

test('a host that was named for another platform is not suggested for this one', () => {
  expect(recordedAs(metaOn('metrics.shop.test'), { ...DEFAULT_SETTINGS, firstParty: [{ ...rule, platform: 'ga4' }] })).toBeNull();
});

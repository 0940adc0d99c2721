import { expect, it } from 'vitest';
import { isInScope } from '../../../lib/extension/recording-scope.ts';
import { hostsToWatch } from '../../../lib/extension/watched-hosts.ts';

it.each<[string[], string | null, string | null, boolean]>([
  [[], 'https://any.test/', null, true],
  [['shop.test'], 'https://shop.test/checkout', null, true],
  [['shop.test'], 'https://www.shop.test/', null, false],
  [['*.shop.test'], 'https://www.shop.test/', null, true],
  [['shop.test'], 'https://news.test/', 'https://shop.test', false],
  [['shop.test'], null, 'https://shop.test', true],
  [['shop.test'], null, 'https://news.test', false],
  [['shop.test'], null, null, true],
])('sites %j, page %s, made by %s: recorded %s', (sites, pageUrl, initiator, recorded) => {
  expect(isInScope(sites, { pageUrl, initiator })).toBe(recorded);
});

it.each([
  ['https://www.shop.co.uk/x', ['metrics.shop.co.uk']],
  ['https://other.co.uk/', []],
  ['https://shop.test/', ['m.shop.test']],
  ['about:blank', []],
])('on %s the hook is told to watch %j', (pageUrl, hosts) => {
  const rules = ['metrics.shop.co.uk', 'm.shop.test', 'm.shop.example'].map((host) => ({ host, platform: 'ga4' as const }));
  expect(hostsToWatch(rules, pageUrl)).toEqual(hosts);
});

import { expect, test } from 'vitest';
import { platformsAt, serverPlatformsAt } from '../../../lib/platforms/ask-order.ts';
import { PLATFORMS } from '../../../lib/platforms/registry.ts';

test.each([
  ['www.facebook.com', 'meta'],
  ['bat.bing.com', 'microsoft'],
  ['tr42.snapchat.com', 'snapchat'],
  ['7654321.fls.doubleclick.net', 'floodlight'],
])('at %s %s is asked first', (host, id) => {
  expect(platformsAt(host)[0]?.id).toBe(id);
});

test.each(['shop.test', 'x.co', 'localhost', ''])('at %j the platforms are asked in their own order', (host) => {
  expect(platformsAt(host)).toEqual(PLATFORMS);
});

test.each(PLATFORMS.flatMap((platform) => platform.endpoints.flatMap((endpoint) => endpoint.examples)))('at the host of %s every platform is asked, each once', (url) => {
  const ids = platformsAt(new URL(url).hostname).map(({ id }) => id);
  expect(ids.toSorted()).toEqual(PLATFORMS.map(({ id }) => id).toSorted());
});

test.each([
  ['graph.facebook.com', 'meta'],
  ['www.google-analytics.com', 'ga4'],
  ['ads-api.twitter.com', 'x'],
])('for a payload to %s %s is asked first, and every platform once', (host, id) => {
  const ids = serverPlatformsAt(host).map((platform) => platform.id);
  expect(ids[0]).toBe(id);
  expect(ids.toSorted()).toEqual(PLATFORMS.map((platform) => platform.id).toSorted());
});

test.each(['relay.shop.test', '<gateway>', ''])('for a payload to %j the platforms are asked in their own order', (host) => {
  expect(serverPlatformsAt(host)).toEqual(PLATFORMS);
});

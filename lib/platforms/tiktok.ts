import type { DedupRule } from '../model/rule.ts';
import type { ParamDictionary, Platform } from './define.ts';
import { jsMoney, jsObject, jsString } from './snippet.ts';
import { decodeBrowser, matches } from './tiktok/browser.ts';
import { ALIASES, AUTO_IDS, meaningOf, STANDARD_EVENTS } from './tiktok/names.ts';
import { decodeServer, matchesServer, readAnswer } from './tiktok/server.ts';
import { SHAPE } from './tiktok/shape.ts';
import { UNVERIFIED } from './tiktok/unverified.ts';

const rule: DedupRule = {
  platform: 'tiktok',
  alternatives: [
    { on: ['pixelId', 'eventName', 'eventId'], windowMs: 48 * 3_600_000, order: 'any', appliesTo: null, basis: 'documented' },
  ],
  idField: 'eventId',
  exactIdDocumented: false,
  sameChannel: { result: 'merged', basis: 'documented' },
  survivor: { keeps: 'first', browserFavouredWithinMs: null, merges: true },
  aliases: ALIASES,
  summary: 'TikTok keeps the first of several events with the same pixel code, event and event_id within 48 hours and enriches it.',
  sources: [
    { url: 'https://ads.tiktok.com/help/article/event-deduplication', title: 'TikTok: Event deduplication', checkedOn: '2026-11-22' },
  ],
};

const params: ParamDictionary = {
  event: ['Event name', 'Event'],
  event_id: ['Event ID', 'Event'],
  message_id: ['Message ID (transport, not for deduplication)', 'Event'],
  timestamp: ['Time of the event', 'Event'],
  'context.pixel.code': ['Pixel code', 'Event'],
  'properties.value': ['Value', 'Purchase'],
  'properties.currency': ['Currency', 'Purchase'],
  'properties.order_id': ['Order ID', 'Purchase'],
  'properties.contents[].content_id': ['Product ID', 'Purchase'],
  'properties.contents[].price': ['Price', 'Purchase'],
  'properties.contents[].quantity': ['Quantity', 'Purchase'],
  'properties.*': ['Property', 'Custom data'],
  'context.page.url': ['Page URL', 'Page'],
  'context.page.referrer': ['Referrer', 'Page'],
  'context.ad.callback': ['Click ID (ttclid)', 'User'],
  'context.user.anonymous_id': ['Browser ID (_ttp)', 'User'],
  'context.user.*': ['User data', 'User'],
  'context.library.*': ['SDK', 'SDK'],
  limited_data_use: ['Limited data use', 'Consent'],
};

export const tiktok: Platform = {
  id: 'tiktok',
  name: 'TikTok',
  endpoints: [
    {
      pattern: '*://*.tiktok.com/api/v*',
      examples: [
        'https://analytics.tiktok.com/api/v2/pixel',
        'https://analytics.tiktok.com/api/v2/pixel/act',
        'https://analytics.tiktok.com/api/v1/track?analytics_message=e30',
      ],
    },
    { pattern: '*://*.tiktokw.us/*', examples: ['https://analytics-ipv6.tiktokw.us/ipv6/enrich_ipv6'] },
    // A self-hosted gateway: any host, told by path and body.
    { pattern: '*://*/*api/v2/pixel*', examples: [] },
  ],
  lookAlikes: [
    'https://analytics.tiktok.com/i18n/pixel/events.js?sdkid=C123&lib=ttq',
    'https://www.tiktok.com/@shop',
    'https://shop.test/api/v2/pixel',
  ],
  serverEndpoints: [
    'business-api.tiktok.com/open_api/v1.3/event/track/',
    'business-api.tiktok.com/open_api/v1.3/pixel/track/',
    'business-api.tiktok.com/open_api/v1.3/offline/track/',
  ],
  params,
  standardEvents: STANDARD_EVENTS,
  meaningOf,
  sdk: {
    global: 'ttq',
    eventIdPlace: 'in the third argument of ttq.track, as { event_id: … }',
    snippet: (call) => `ttq.track(${jsString(call.eventName)}, ${jsObject(jsMoney(call))}, ${jsObject({ event_id: call.eventId })});`,
    misplacedIdParams: [],
    autoIds: AUTO_IDS,
  },
  rule,
  unverified: UNVERIFIED,
  shape: SHAPE,
  matches,
  pixelIdInUrl: () => '',
  decodeBrowser,
  matchesServer,
  decodeServer,
  readAnswer,
};

import type { DedupRule } from '../model/rule.ts';
import { answerByStatus } from './answers.ts';
import type { ParamDictionary, Platform } from './define.ts';
import { decodeBrowser, matches, pixelIdInUrl } from './reddit/browser.ts';
import { comparableName, meaningOf, STANDARD_EVENTS, standardName } from './reddit/names.ts';
import { decodeServer, matchesServer } from './reddit/server.ts';
import { SHAPE } from './reddit/shape.ts';
import { UNVERIFIED } from './reddit/unverified.ts';
import { jsMoney, jsObject, jsString } from './snippet.ts';

const CHECKED_ON = '2026-11-21';

const rule: DedupRule = {
  platform: 'reddit',
  alternatives: [
    { on: ['pixelId', 'eventName', 'eventId'], windowMs: 48 * 3_600_000, order: 'any', appliesTo: null, basis: 'documented' },
  ],
  idField: 'eventId',
  unpublishedMethod: 'Reddit also deduplicates by session, and does not say how',
  exactIdDocumented: false,
  // The official Tag Manager template: the ID keeps an event from being processed twice when it is sent several times.
  sameChannel: { result: 'merged', basis: 'documented' },
  // The copy of lower quality goes, of two equal ones the later: what quality is, is not documented.
  survivor: { keeps: 'undocumented', browserFavouredWithinMs: null, merges: false },
  aliases: [],
  summary:
    'Reddit merges events of the same pixel and event type (custom: event name) with the same conversion ID, compared as SHA-256, that are sent within two days; the copy of lower quality goes.',
  sources: [
    {
      url: 'https://papaya-kheer-4b8a70.netlify.app/signals/signal-measurement/event-deduplication',
      title: 'Reddit: Event deduplication (preview of the signals documentation)',
      checkedOn: '2026-11-22',
    },
    { url: 'https://ads-api.reddit.com/docs/v3/', title: 'Reddit Ads API v3: Conversions API', checkedOn: CHECKED_ON },
  ],
};

const params: ParamDictionary = {
  id: ['Pixel ID', 'Event'],
  event: ['Event name', 'Event'],
  'm.customEventName': ['Custom event name', 'Event'],
  'm.conversionId': ['Conversion ID (SHA-256)', 'Event'],
  ts: ['Sent at (ms)', 'Event'],
  'm.value': ['Value (minor units)', 'Purchase'],
  'm.valueDecimal': ['Value', 'Purchase'],
  'm.currency': ['Currency', 'Purchase'],
  'm.transactionId': ['Order ID (SHA-256)', 'Purchase'],
  'm.itemCount': ['Number of items', 'Purchase'],
  'm.products': ['Products', 'Purchase'],
  'm.*': ['Event data', 'Custom data'],
  esurl: ['Page URL', 'Page'],
  uuid: ['Browser ID (_rdt_uuid)', 'User'],
  click_id: ['Click ID (rdt_cid)', 'User'],
  em: ['E-mail (hashed)', 'User'],
  pn: ['Phone (hashed)', 'User'],
  external_id: ['External ID (hashed)', 'User'],
  idfa: ['Advertising ID (hashed)', 'User'],
  aaid: ['Advertising ID (hashed)', 'User'],
  opt_out: ['Opted out', 'Consent'],
  dpm: ['Data processing mode', 'Consent'],
  dpcc: ['Data processing country', 'Consent'],
  dprc: ['Data processing region', 'Consent'],
  integration: ['Integration', 'SDK'],
  'partner*': ['Partner', 'SDK'],
  v: ['SDK version', 'SDK'],
  sh: ['Screen height', 'SDK'],
  sw: ['Screen width', 'SDK'],
};

export const reddit: Platform = {
  id: 'reddit',
  name: 'Reddit',
  endpoints: [
    {
      pattern: '*://alb.reddit.com/*',
      examples: [
        'https://alb.reddit.com/rp.gif?ts=1795000000000&id=a2_pixel1&event=Purchase&m.valueDecimal=129.5&m.currency=EUR',
        'https://alb.reddit.com/rp?id=a2_pixel1&event=Purchase',
        'https://alb.reddit.com/snoo.gif?id=t2_pixel1&event=PageVisit',
      ],
    },
  ],
  lookAlikes: [
    'https://www.redditstatic.com/ads/pixel.js',
    'https://pixel-config.reddit.com/pixels/a2_pixel1/config',
    'https://www.reddit.com/r/marketing/',
    'https://alb.reddit.com/cr?id=a2_pixel1&event=Purchase',
    'https://shop.test/rp.gif?id=a2_pixel1&event=Purchase',
  ],
  serverEndpoints: ['ads-api.reddit.com/api/v3/pixels/<pixel>/conversion_events', 'ads-api.reddit.com/api/v2.0/conversions/events/<pixel>'],
  params,
  standardEvents: STANDARD_EVENTS,
  meaningOf,
  comparableName,
  sdk: {
    global: 'rdt',
    eventIdPlace: 'in the third argument, as { conversionId: … }, as a string: the pixel sends a number as nothing',
    snippet: (call) => {
      const standard = standardName(call.eventName);
      const data = { customEventName: standard === null ? jsString(call.eventName) : null, ...jsMoney(call), conversionId: `String(${call.eventId})` };
      return `rdt('track', ${jsString(standard ?? 'Custom')}, ${jsObject(data)});`;
    },
    misplacedIdParams: [],
    autoIds: [],
  },
  rule,
  unverified: UNVERIFIED,
  shape: SHAPE,
  matches,
  pixelIdInUrl,
  decodeBrowser,
  matchesServer,
  decodeServer,
  readAnswer: answerByStatus,
};

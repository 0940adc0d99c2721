import { firstOf } from '../wire/fields.ts';
import type { DedupRule } from '../model/rule.ts';
import { answerByStatus } from './answers.ts';
import type { ParamDictionary, Platform } from './define.ts';
import { decodeBrowser, matches, MISPLACED_ID_PARAMS } from './meta/browser.ts';
import { AUTO_IDS, meaningOf, STANDARD_EVENTS } from './meta/names.ts';
import { decodeServer, matchesServer } from './meta/server.ts';
import { SHAPE } from './meta/shape.ts';
import { UNVERIFIED } from './meta/unverified.ts';
import { jsMoney, jsObject, jsString } from './snippet.ts';

const HOUR_MS = 3_600_000;
const CHECKED_ON = '2026-11-21';

const rule: DedupRule = {
  platform: 'meta',
  alternatives: [
    { on: ['pixelId', 'eventName', 'eventId'], windowMs: 48 * HOUR_MS, order: 'any', appliesTo: null, basis: 'documented' },
    { on: ['pixelId', 'eventName', 'fbp'], windowMs: 48 * HOUR_MS, order: 'browser-first', appliesTo: null, basis: 'fallback' },
    { on: ['pixelId', 'eventName', 'external_id'], windowMs: 48 * HOUR_MS, order: 'browser-first', appliesTo: null, basis: 'fallback' },
  ],
  idField: 'eventId',
  exactIdDocumented: false,
  sameChannel: { result: 'undocumented', basis: 'inferred' },
  survivor: { keeps: 'first', browserFavouredWithinMs: 5 * 60_000, merges: false },
  aliases: [],
  summary: 'Meta discards the later of two events with the same pixel ID, event name and event ID within 48 hours.',
  sources: [
    {
      url: 'https://developers.facebook.com/documentation/ads-commerce/conversions-api/deduplicate-pixel-and-server-events',
      title: 'Meta: Handling duplicate pixel and Conversions API events',
      checkedOn: CHECKED_ON,
    },
    {
      url: 'https://developers.facebook.com/documentation/ads-commerce/conversions-api/parameters/server-event',
      title: 'Meta: Server event parameters',
      checkedOn: CHECKED_ON,
    },
  ],
};

const params: ParamDictionary = {
  id: ['Pixel ID', 'Event'],
  ev: ['Event name', 'Event'],
  eid: ['Event ID', 'Event'],
  ts: ['Sent at (ms)', 'Event'],
  ec: ['Event number on the page', 'Event'],
  es: ['Event source', 'Event'],
  rqm: ['Transport', 'Event'],
  'cd[value]': ['Value', 'Purchase'],
  'cd[currency]': ['Currency', 'Purchase'],
  'cd[order_id]': ['Order ID', 'Purchase'],
  'cd[content_ids]': ['Product IDs', 'Purchase'],
  'cd[contents]': ['Products', 'Purchase'],
  'cd[num_items]': ['Number of items', 'Purchase'],
  'cd[*': ['Custom data', 'Custom data'],
  dl: ['Page URL', 'Page'],
  rl: ['Referrer', 'Page'],
  if: ['In an iframe', 'Page'],
  fbp: ['Browser ID (_fbp)', 'User'],
  fbc: ['Click ID (_fbc)', 'User'],
  'ud[*': ['User data (hashed)', 'User'],
  'aud[*': ['User data found by the pixel (hashed)', 'User'],
  'cud[*': ['User data (masked)', 'User'],
  'ncud[*': ['User data, normalised (masked)', 'User'],
  dpo: ['Data processing option', 'Consent'],
  dpoco: ['Data processing country', 'Consent'],
  dpost: ['Data processing state', 'Consent'],
  coo: ['Consent lock', 'Consent'],
  v: ['SDK version', 'SDK'],
  r: ['SDK release', 'SDK'],
  a: ['Agent', 'SDK'],
  it: ['SDK started at (ms)', 'SDK'],
};

export const meta: Platform = {
  id: 'meta',
  name: 'Meta',
  endpoints: [
    {
      pattern: '*://*.facebook.com/tr*',
      examples: [
        'https://www.facebook.com/tr/?id=1234567890&ev=Purchase&eid=order-1013',
        'https://www.facebook.com/tr?id=1234567890&ev=PageView&noscript=1',
      ],
    },
    {
      pattern: '*://*.facebook.com/privacy_sandbox/pixel/register/trigger*',
      examples: ['https://www.facebook.com/privacy_sandbox/pixel/register/trigger/?id=1234567890&ev=Purchase'],
    },
    { pattern: '*://*.instagram.com/tr*', examples: ['https://www.instagram.com/tr/?id=1234567890&ev=Purchase'] },
    // Copies to a Conversions API Gateway: a host of the shop's choice, told by the body alone.
    { pattern: '*://*/events', examples: [] },
    { pattern: '*://*/events?cee=no*', examples: [] },
    { pattern: '*://*.datah04.com/events/*', examples: [] },
  ],
  lookAlikes: [
    'https://www.facebook.com/privacy_sandbox/topics/registration/?id=1234567890',
    'https://connect.facebook.net/signals/config/1234567890?v=2.9.252',
    'https://www.facebook.com/translations/tr?id=1&ev=Purchase',
    'https://shop.test/tr/?id=1234567890&ev=Purchase',
    'https://shop.test/events',
    'https://capig.datah04.com/events/0a1b',
  ],
  serverEndpoints: ['graph.facebook.com/v<version>/<pixel>/events', '<gateway>/capi/<pixel>/events'],
  params,
  standardEvents: STANDARD_EVENTS,
  meaningOf,
  sdk: {
    global: 'fbq',
    eventIdPlace: 'in the fourth argument, as { eventID: … }; in the third it is only custom data',
    snippet: (call) => {
      const verb = STANDARD_EVENTS.includes(call.eventName) ? 'track' : 'trackCustom';
      return `fbq(${jsString(verb)}, ${jsString(call.eventName)}, ${jsObject(jsMoney(call))}, ${jsObject({ eventID: call.eventId })});`;
    },
    misplacedIdParams: MISPLACED_ID_PARAMS,
    autoIds: AUTO_IDS,
  },
  rule,
  unverified: UNVERIFIED,
  shape: SHAPE,
  matches,
  pixelIdInUrl: (request) => firstOf(request.query(), 'id') ?? '',
  decodeBrowser,
  matchesServer,
  decodeServer,
  readAnswer: answerByStatus,
};

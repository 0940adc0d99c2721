import type { DedupRule } from '../model/rule.ts';
import { SHARED_AUTO_IDS } from './auto-ids.ts';
import type { ParamDictionary, Platform } from './define.ts';
import { decodeBrowser, matches, pixelIdInUrl } from './microsoft/browser.ts';
import { meaningOf, STANDARD_EVENTS } from './microsoft/names.ts';
import { decodeServer, matchesServer, readAnswer } from './microsoft/server.ts';
import { SHAPE } from './microsoft/shape.ts';
import { isRecord } from '../wire/json.ts';
import { jsObject, jsString } from './snippet.ts';

const rule: DedupRule = {
  platform: 'microsoft',
  alternatives: [{ on: ['pixelId', 'eventName', 'eventId'], windowMs: null, order: 'any', appliesTo: null, basis: 'documented' }],
  idField: 'eventId',
  exactIdDocumented: false,
  // Documented for retries of the server only: "use stable eventId values so retries don't create duplicates".
  sameChannel: { result: 'undocumented', basis: 'inferred' },
  serverRepeats: { result: 'merged', basis: 'documented' },
  survivor: { keeps: 'undocumented', browserFavouredWithinMs: null, merges: false },
  aliases: [],
  summary: 'Microsoft merges events with the same UET tag ID, event name (event action) and event ID. Window and survivor are not documented.',
  sources: [
    {
      url: 'https://learn.microsoft.com/en-us/advertising/guides/uet-conversion-api-integration',
      title: 'Microsoft Advertising: Conversions API (CAPI) guide',
      checkedOn: '2026-11-21',
    },
  ],
};

const params: ParamDictionary = {
  ti: ['UET tag ID', 'Event'],
  evt: ['Type of hit', 'Event'],
  ea: ['Event name (event action)', 'Event'],
  event_id: ['Event ID', 'Event'],
  ec: ['Event category', 'Event'],
  el: ['Event label', 'Event'],
  ev: ['Event value', 'Event'],
  gv: ['Value', 'Purchase'],
  gc: ['Currency', 'Purchase'],
  transaction_id: ['Order ID', 'Purchase'],
  prodid: ['Product IDs', 'Purchase'],
  pagetype: ['Page type', 'Purchase'],
  items: ['Items', 'Purchase'],
  'ecomm_*': ['E-commerce', 'Custom data'],
  p: ['Page URL', 'Page'],
  r: ['Referrer', 'Page'],
  tl: ['Page title', 'Page'],
  msclkid: ['Click ID (N: none)', 'User'],
  vid: ['Visitor ID', 'User'],
  sid: ['Session ID', 'Session'],
  pid: ['User data (hashed)', 'User'],
  mid: ['Page load ID (not for deduplication)', 'Session'],
  bo: ['Hit number (not for deduplication)', 'Session'],
  asc: ['Consent to ad storage (G: granted, D: denied)', 'Consent'],
  Ver: ['Protocol version', 'SDK'],
  tm: ['Tag manager', 'SDK'],
  rn: ['Random number', 'SDK'],
};

export const microsoft: Platform = {
  id: 'microsoft',
  name: 'Microsoft Ads',
  endpoints: [
    {
      // Microsoft's hosts and tracking domains of the shop's own alike.
      pattern: '*://*/action/0*',
      examples: [
        'https://bat.bing.com/action/0?ti=187000001&Ver=2&evt=custom&ea=purchase&gv=129.5&gc=EUR&event_id=order-1013',
        'https://bat.bing.net/action/0?ti=187000001&Ver=2&evt=pageLoad',
        'https://uet.shop.test/action/0?ti=187000001&Ver=2&evt=pageLoad',
        'https://uet.shop.test/action/0?ti=187000001&evt=custom&ea=purchase',
      ],
    },
    { pattern: '*://*/actionp/0*', examples: ['https://bat.bing.com/actionp/0?ti=187000001&Ver=2&evt=consent&src=update&asc=G'] },
  ],
  lookAlikes: [
    'https://bat.bing.com/bat.js',
    'https://bat.bing.com/p/action/187000001.js',
    'https://www.bing.com/search?q=action',
    'https://shop.test/action/0?ti=187000001',
    'https://shop.test/api/action/0?ti=187000001&Ver=2',
  ],
  serverEndpoints: ['capi.uet.microsoft.com/v1/<tag>/events'],
  params,
  standardEvents: STANDARD_EVENTS,
  meaningOf,
  sdk: {
    global: 'uetq',
    eventIdPlace: 'in the parameters of uetq.push, as event_id; older copies of bat.js drop it, and every copy does on page_view',
    snippet: (call) => {
      const currency = call.currency === null ? null : jsString(call.currency);
      return `uetq.push('event', ${jsString(call.eventName)}, ${jsObject({ revenue_value: call.value, currency, event_id: call.eventId })});`;
    },
    misplacedIdParams: [],
    autoIds: SHARED_AUTO_IDS,
    // uetq.push({ ea, event_id }) throws “Invalid data: Key Name” (platforms-more.md 6A).
    dropReason: ({ arguments: [first] }) => (isRecord(first) && 'event_id' in first ? 'its old form, a single object, takes no event_id and throws' : null),
  },
  rule,
  // asc: ad storage consent, G or D.
  deniedOnWire: { param: 'asc', denied: /^D$/ },
  shape: SHAPE,
  matches,
  pixelIdInUrl,
  decodeBrowser,
  matchesServer,
  decodeServer,
  readAnswer,
};

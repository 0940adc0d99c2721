import type { DedupRule } from '../model/rule.ts';
import { SHARED_AUTO_IDS } from './auto-ids.ts';
import type { ParamDictionary, Platform } from './define.ts';
import { jsMoney, jsObject, jsString } from './snippet.ts';
import { decodeBrowser, matches, pixelIdInUrl } from './x/browser.ts';
import { comparableName, meaningOf, readTag, STANDARD_EVENTS } from './x/names.ts';
import { decodeServer, matchesServer, readAnswer } from './x/server.ts';
import { SHAPE } from './x/shape.ts';

const CHECKED_ON = '2026-11-21';

const rule: DedupRule = {
  platform: 'x',
  // The keys are X's own words; the 48 hours come from others who quote X, hence inferred.
  alternatives: [{ on: ['pixelId', 'eventName', 'eventId'], windowMs: 48 * 3_600_000, order: 'any', appliesTo: null, basis: 'inferred' }],
  idField: 'eventId',
  exactIdDocumented: false,
  sameChannel: { result: 'undocumented', basis: 'inferred' },
  survivor: { keeps: 'undocumented', browserFavouredWithinMs: null, merges: false },
  aliases: [],
  summary: 'X merges pixel and Conversion API events of the same event tag with the same conversion_id; the window of 48 hours is second-hand.',
  sources: [
    {
      url: 'https://docs.x.com/x-ads-api/measurement/web-conversions',
      title: 'X Ads API: Web conversions (conversion_id)',
      checkedOn: CHECKED_ON,
    },
  ],
};

const params: ParamDictionary = {
  txn_id: ['Pixel ID or event tag', 'Event'],
  event: ['Event data (JSON, with conversion_id)', 'Event'],
  events: ['Events (JSON)', 'Event'],
  event_id: ["Hit ID (the SDK's own, not for deduplication)", 'Event'],
  eci: ['Kind of call', 'Event'],
  tw_sale_amount: ['Value', 'Purchase'],
  tw_order_quantity: ['Number of items', 'Purchase'],
  tw_document_href: ['Page URL', 'Page'],
  tw_document_referrer: ['Referrer', 'Page'],
  tw_iframe_status: ['In an iframe', 'Page'],
  pt: ['Page title', 'Page'],
  pl_id: ['Page load ID', 'Session'],
  twclid: ['Click ID', 'User'],
  twpid: ['Browser ID (_twpid)', 'User'],
  email_address: ['E-mail (hashed)', 'User'],
  phone_number: ['Phone (hashed)', 'User'],
  external_id: ['External ID (hashed)', 'User'],
  dv: ['Device', 'User'],
  version: ['SDK version', 'SDK'],
  type: ['SDK', 'SDK'],
  integration: ['Integration', 'SDK'],
};

export const x: Platform = {
  id: 'x',
  name: 'X',
  endpoints: [
    {
      pattern: '*://t.co/*i/adsct*',
      examples: ['https://t.co/1/i/adsct?event_id=51df1167-1cfa-4631-be98-68fba129e8ff&txn_id=tw-o1abc-p2def&type=javascript', 'https://t.co/i/adsct?txn_id=o1abc'],
    },
    {
      pattern: '*://analytics.twitter.com/*i/adsct*',
      examples: ['https://analytics.twitter.com/1/i/adsct?txn_id=tw-o1abc-p2def', 'https://analytics.twitter.com/i/adsct?txn_id=o1abc&events=%5B%5D'],
    },
    { pattern: '*://analytics.x.com/*i/adsct*', examples: ['https://analytics.x.com/1/i/adsctp'] },
  ],
  lookAlikes: [
    'https://static.ads-twitter.com/uwt.js',
    'https://t.co/AbCdEf123',
    'https://analytics.twitter.com/tpm/p?_=1',
    'https://shop.test/1/i/adsct?txn_id=tw-o1abc-p2def',
    'https://ads-api.x.com/12/measurement/conversions/o1abc',
  ],
  serverEndpoints: ['ads-api.x.com/<version>/measurement/conversions/<pixel>', 'ads-api.twitter.com/<version>/measurement/conversions/<pixel>'],
  params,
  standardEvents: STANDARD_EVENTS,
  meaningOf,
  comparableName,
  sdk: {
    global: 'twq',
    eventIdPlace: 'in the third argument, as { conversion_id: … }; an event_id there is overwritten by the SDK',
    snippet: (call) => {
      const tag = readTag(call.eventName) === null ? 'tw-PIXEL-EVENT' : call.eventName;
      return `twq('event', ${jsString(tag)}, ${jsObject({ ...jsMoney(call), conversion_id: call.eventId })});`;
    },
    misplacedIdParams: [],
    autoIds: SHARED_AUTO_IDS,
  },
  rule,
  shape: SHAPE,
  matches,
  pixelIdInUrl,
  decodeBrowser,
  matchesServer,
  decodeServer,
  readAnswer,
};

import type { DedupRule } from '../model/rule.ts';
import { SHARED_AUTO_IDS } from './auto-ids.ts';
import type { ParamDictionary, Platform } from './define.ts';
import { readAnswer } from './google-ads/answer.ts';
import { decodeBrowser } from './google-ads/browser.ts';
import { hitKindOf } from './google-ads/hit.ts';
import { decodeServer, matchesServer } from './google-ads/server.ts';
import { UNVERIFIED } from './google-ads/unverified.ts';
import { jsMoney, jsObject } from './snippet.ts';

const CHECKED_ON = '2026-11-21';

const rule: DedupRule = {
  platform: 'google-ads',
  alternatives: [{ on: ['action', 'orderId'], windowMs: null, order: 'any', appliesTo: null, basis: 'documented' }],
  idField: 'orderId',
  exactIdDocumented: true,
  sameChannel: { result: 'merged', basis: 'documented' },
  survivor: { keeps: 'first', browserFavouredWithinMs: null, merges: false },
  aliases: [],
  summary: 'Google Ads counts one conversion per conversion action and transaction ID. IDs must match exactly; different actions never merge.',
  sources: [
    {
      url: 'https://support.google.com/google-ads/answer/6386790',
      title: 'Google Ads: Use a transaction ID to minimize duplicate conversions',
      checkedOn: '2026-11-22',
    },
    {
      url: 'https://support.google.com/google-ads-data-manager/answer/16288216',
      title: 'Google Ads Data Manager: Transaction IDs must match exactly',
      checkedOn: CHECKED_ON,
    },
  ],
};

const params: ParamDictionary = {
  label: ['Conversion label', 'Event'],
  en: ['Event name', 'Event'],
  oid: ['Transaction ID', 'Purchase'],
  'ep.transaction_id': ['Transaction ID', 'Purchase'],
  oidsrc: ['Where the transaction ID came from', 'Purchase'],
  value: ['Value', 'Purchase'],
  'epn.value': ['Value', 'Purchase'],
  currency_code: ['Currency', 'Purchase'],
  'ep.currency': ['Currency', 'Purchase'],
  item: ['Items', 'Purchase'],
  bttype: ['Conversion type', 'Purchase'],
  random: ['Hit ID', 'Event'],
  tid: ['Tag ID', 'Event'],
  tids: ['Tag IDs', 'Event'],
  url: ['Page URL', 'Page'],
  dl: ['Page URL', 'Page'],
  ref: ['Referrer', 'Page'],
  tiba: ['Page title', 'Page'],
  auid: ['Browser ID (_gcl_au)', 'User'],
  em: ['Enhanced conversions data (hashed)', 'User'],
  eme: ['Enhanced conversions data (encrypted)', 'User'],
  ec_mode: ['Enhanced conversions mode', 'User'],
  data: ['Remarketing data', 'Custom data'],
  'ep.*': ['Event parameter', 'Custom data'],
  'epn.*': ['Event parameter (number)', 'Custom data'],
  gcs: ['Consent state', 'Consent'],
  gcd: ['Consent defaults and updates', 'Consent'],
  npa: ['No personalised ads', 'Consent'],
  dma: ['Digital Markets Act applies', 'Consent'],
  gtm: ['Container', 'SDK'],
  fmt: ['Answer format', 'SDK'],
};

export const googleAds: Platform = {
  id: 'google-ads',
  name: 'Google Ads',
  endpoints: [
    {
      pattern: '*://*/*pagead/conversion/*',
      examples: ['https://www.googleadservices.com/pagead/conversion/123456789/?label=AbC&oid=1013&value=10&currency_code=EUR'],
    },
    { pattern: '*://*/*ccm/conversion/*', examples: ['https://shop.test/x/g/d/ccm/conversion/123456789/?en=conversion'] },
    { pattern: '*://*/*pagead/1p-conversion/*', examples: ['https://www.google.de/pagead/1p-conversion/123456789/?label=AbC'] },
    {
      pattern: '*://*/*pagead/viewthroughconversion/*',
      examples: ['https://googleads.g.doubleclick.net/pagead/viewthroughconversion/123456789/?en=conversion'],
    },
    { pattern: '*://*/*ccm/collect*', examples: ['https://www.google.com/ccm/collect?en=page_view&tid=AW-123456789'] },
    { pattern: '*://*/*pagead/1p-user-list/*', examples: ['https://www.google.com/pagead/1p-user-list/123456789/'] },
    { pattern: '*://*/*rmkt/collect/*', examples: ['https://www.google.com/rmkt/collect/123456789/?en=gtag.config'] },
    { pattern: '*://*/*pagead/form-data/*', examples: ['https://pagead2.googlesyndication.com/pagead/form-data/123456789?em=tv.1'] },
    { pattern: '*://*/*ccm/form-data/*', examples: ['https://www.google.com/ccm/form-data/123456789?em=tv.1~em.x'] },
    { pattern: '*://*/*as/p/c/*', examples: ['https://shop.test/x/as/p/c/123456789/?label=AbC'] },
  ],
  lookAlikes: [
    'https://ad.doubleclick.net/ccm/s/collect?auid=1.2',
    'https://www.googletagmanager.com/gtag/js?id=AW-123456789',
    'https://shop.test/outlet/as/p/c/12',
    'https://www.googleadservices.com/pagead/conversion_async.js',
    'https://googleads.g.doubleclick.net/pagead/ads?client=ca-pub-1&label=x',
    'https://www.google.com/ccm/collect?en=page_view&tid=DC-1234567',
  ],
  serverEndpoints: [
    'googleads.googleapis.com/…:uploadClickConversions',
    'googleads.googleapis.com/…:uploadCallConversions',
    'googleads.googleapis.com/…:uploadConversionAdjustments',
    'datamanager.googleapis.com/v1/events:ingest',
  ],
  params,
  standardEvents: ['conversion'],
  meaningOf: (eventName) => (eventName === 'conversion' || eventName === 'purchase' ? 'purchase' : null),
  sdk: {
    global: 'gtag',
    eventIdPlace: 'in the parameters, as transaction_id',
    snippet: (call) =>
      `gtag('event', 'conversion', ${jsObject({ send_to: "'AW-ID/label'", transaction_id: call.eventId, ...jsMoney(call) })});`,
    misplacedIdParams: [],
    autoIds: SHARED_AUTO_IDS,
  },
  rule,
  // gcs=G1xy: x is ad_storage, y analytics_storage.
  deniedOnWire: { param: 'gcs', denied: /^G10/ },
  unverified: UNVERIFIED,
  matches: (request) => hitKindOf(request) !== null,
  pixelIdInUrl: (request) => {
    const conversionId = hitKindOf(request)?.conversionId ?? null;
    return conversionId === null ? '' : `AW-${conversionId}`;
  },
  decodeBrowser,
  matchesServer,
  decodeServer,
  readAnswer,
};

import type { DedupRule } from '../model/rule.ts';
import { SHARED_AUTO_IDS } from './auto-ids.ts';
import type { ParamDictionary, Platform } from './define.ts';
import { decodeBrowser, matches, pathFields, pixelIdInUrl } from './floodlight/browser.ts';
import { decodeServer, matchesServer, readAnswer } from './floodlight/server.ts';
import { UNVERIFIED } from './floodlight/unverified.ts';
import { jsMoney, jsObject } from './snippet.ts';

const CHECKED_ON = '2026-11-21';

const rule: DedupRule = {
  platform: 'floodlight',
  alternatives: [{ on: ['pixelId', 'action', 'orderId'], windowMs: null, order: 'any', appliesTo: null, basis: 'inferred' }],
  idField: 'orderId',
  exactIdDocumented: false,
  sameChannel: { result: 'undocumented', basis: 'inferred' },
  serverRepeats: { result: 'merged', basis: 'documented' },
  survivor: { keeps: 'first', browserFavouredWithinMs: null, merges: false },
  aliases: [],
  summary:
    'Campaign Manager 360 merges uploads with the same Floodlight values, user, date and ordinal. Whether an upload merges with a tag is not documented; how a tag counts is its counting method.',
  sources: [
    {
      url: 'https://developers.google.com/doubleclick-advertisers/guides/conversions_faq',
      title: 'Campaign Manager 360: Conversions FAQ (ordinal)',
      checkedOn: '2026-11-22',
    },
    {
      url: 'https://developers.google.com/doubleclick-advertisers/rest/Shared.Types/CountingMethod',
      title: 'Campaign Manager 360: Counting methods',
      checkedOn: CHECKED_ON,
    },
  ],
};

const params: ParamDictionary = {
  src: ['Advertiser (Floodlight configuration)', 'Event'],
  type: ['Activity group', 'Event'],
  cat: ['Activity', 'Event'],
  ord: ['Order ID (sales) or random number (counter)', 'Purchase'],
  num: ['Random number', 'Event'],
  qty: ['Quantity', 'Purchase'],
  cost: ['Value', 'Purchase'],
  'u*': ['Custom variable', 'Custom data'],
  '~oref': ['Page URL', 'Page'],
  auiddc: ['Browser ID (_gcl_au)', 'User'],
  gclaw: ['Click ID', 'User'],
  em: ['User data (hashed)', 'User'],
  gcs: ['Consent state', 'Consent'],
  gcd: ['Consent defaults and updates', 'Consent'],
  npa: ['No personalised ads', 'Consent'],
  dma: ['Digital Markets Act applies', 'Consent'],
  gtm: ['Container', 'SDK'],
};

export const floodlight: Platform = {
  id: 'floodlight',
  name: 'Floodlight',
  endpoints: [
    {
      pattern: '*://*.doubleclick.net/*activity*',
      examples: [
        'https://1234567.fls.doubleclick.net/activityi;src=1234567;type=sales0;cat=order0;qty=1;cost=10;ord=1013?',
        'https://ad.doubleclick.net/activity;dc_pre=Cx;src=1234567;type=sales0;cat=order0;ord=1013?',
        'https://ad.doubleclick.net/ddm/activity/src=1234567;cat=order0;type=sales0;ord=1013;qty=1',
      ],
    },
    { pattern: '*://*.googlesyndication.com/ddm/activity/*', examples: ['https://ade.googlesyndication.com/ddm/activity/src=1234567;type=sales0;cat=order0;ord=1'] },
    { pattern: '*://*/ddm/fls/*', examples: ['https://adservice.google.com/ddm/fls/z/dc_pre=Cx;src=1234567;type=a;cat=b;ord=1'] },
  ],
  lookAlikes: [
    'https://ad.doubleclick.net/ddm/trackclk/N123',
    'https://ad.doubleclick.net/ddm/adj/N6198.1/B97.13;ord=2hzs1a;src=x',
    'https://ad.doubleclick.net/activity;src=1234567;met=1;v=1;pid=1;aid=2;cid=3;rid=4;rv=2;eid1=2',
    'https://td.doubleclick.net/td/fls/rul/activityi;fledge=1;src=1234567;type=a;cat=b;ord=1',
    'https://fls.doubleclick.net/json?spot=685973&src=&ord=18',
  ],
  serverEndpoints: ['dfareporting.googleapis.com/…/conversions/batchinsert', 'dfareporting.googleapis.com/…/conversions/batchupdate'],
  params,
  standardEvents: [],
  meaningOf: () => null,
  sdk: {
    global: 'gtag',
    eventIdPlace: 'in the parameters, as transaction_id, with a sales counting method (transactions or items_sold)',
    snippet: (call) =>
      `gtag('event', 'purchase', ${jsObject({ send_to: "'DC-SRC/TYPE/CAT+transactions'", transaction_id: call.eventId, ...jsMoney(call) })});`,
    misplacedIdParams: [],
    autoIds: SHARED_AUTO_IDS,
  },
  rule,
  // gcs=G1xy: x is ad_storage, y analytics_storage.
  deniedOnWire: { param: 'gcs', denied: /^G10/ },
  unverified: UNVERIFIED,
  matches,
  pixelIdInUrl,
  pathFields,
  decodeBrowser,
  matchesServer,
  decodeServer,
  readAnswer,
};

import type { DedupRule } from '../model/rule.ts';
import { SHARED_AUTO_IDS } from './auto-ids.ts';
import type { ParamDictionary, Platform } from './define.ts';
import { decodeBrowser, readHit } from './ga4/browser.ts';
import { isGa4Request, sharedParams } from './ga4/hit.ts';
import { meaningOf, STANDARD_EVENTS } from './ga4/names.ts';
import { decodeServer, matchesServer, readAnswer } from './ga4/server.ts';
import { SHAPE } from './ga4/shape.ts';
import { UNVERIFIED } from './ga4/unverified.ts';
import { jsMoney, jsObject, jsString } from './snippet.ts';

const rule: DedupRule = {
  platform: 'ga4',
  alternatives: [
    { on: ['pixelId', 'eventName', 'orderId'], windowMs: null, order: 'any', appliesTo: ['purchase'], basis: 'documented' },
  ],
  idField: 'orderId',
  exactIdDocumented: false,
  sameChannel: { result: 'merged', basis: 'documented' },
  survivor: { keeps: 'undocumented', browserFavouredWithinMs: null, merges: false },
  aliases: [],
  summary: 'GA4 merges purchase events of one web stream that have the same transaction_id. Other events are never merged.',
  sources: [
    {
      url: 'https://support.google.com/analytics/answer/12313109',
      title: 'Google Analytics: Minimize duplicate key events with transaction IDs',
      checkedOn: '2026-11-21',
    },
  ],
};

const params: ParamDictionary = {
  en: ['Event name', 'Event'],
  tid: ['Measurement ID', 'Event'],
  'ep.transaction_id': ['Transaction ID', 'Purchase'],
  'epn.transaction_id': ['Transaction ID (number)', 'Purchase'],
  'ep.event_id': ['Event ID (for a server container, no deduplication)', 'Event'],
  'epn.value': ['Value', 'Purchase'],
  'ep.value': ['Value (text: GA4 reads no number)', 'Purchase'],
  cu: ['Currency', 'Purchase'],
  'ep.currency': ['Currency', 'Purchase'],
  'pr*': ['Item', 'Purchase'],
  'ep.*': ['Event parameter', 'Custom data'],
  'epn.*': ['Event parameter (number)', 'Custom data'],
  'up.*': ['User property', 'User'],
  cid: ['Client ID', 'User'],
  uid: ['User ID', 'User'],
  em: ['User data (hashed)', 'User'],
  sid: ['Session ID', 'Session'],
  _p: ['Page load ID', 'Session'],
  _s: ['Hit number', 'Session'],
  _et: ['Engagement time (ms)', 'Session'],
  _c: ['Key event', 'Event'],
  dl: ['Page URL', 'Page'],
  dr: ['Referrer', 'Page'],
  dt: ['Page title', 'Page'],
  gcs: ['Consent state', 'Consent'],
  gcd: ['Consent defaults and updates', 'Consent'],
  npa: ['No personalised ads', 'Consent'],
  dma: ['Digital Markets Act applies', 'Consent'],
  v: ['Protocol version', 'SDK'],
  gtm: ['Container', 'SDK'],
  'sst.*': ['Server container', 'SDK'],
};

export const ga4: Platform = {
  id: 'ga4',
  name: 'GA4',
  endpoints: [
    {
      // Google's hosts, server containers and tag gateways alike.
      pattern: '*://*/*g/collect*',
      examples: [
        'https://region1.google-analytics.com/g/collect?v=2&tid=G-DEMO1&en=purchase&ep.transaction_id=1013',
        'https://metrics.shop.test/g/collect?v=2&tid=G-DEMO1&en=page_view',
        'https://shop.test/x1y2/g/collect?v=2&tid=G-DEMO1&en=page_view',
      ],
    },
    { pattern: '*://*/*g/s/collect*', examples: ['https://analytics.google.com/g/s/collect?v=2&tid=G-DEMO1&en=page_view'] },
    { pattern: '*://*/*/ag/g/c*', examples: ['https://shop.test/x/ag/g/c?v=2&tid=G-DEMO1&en=page_view'] },
    { pattern: '*://*/*tid=G-*', examples: ['https://shop.test/a8f3?v=2&tid=G-DEMO1&en=page_view'] },
    {
      // "/g/collect" in base64: the Stape loader.
      pattern: '*://*/*=L2cvY29sbGVjd*',
      examples: ['https://shop.test/kq2?x=L2cvY29sbGVjdD92PTImdGlkPUctREVNTzEmZW49cGFnZV92aWV3'],
    },
  ],
  lookAlikes: [
    'https://www.google-analytics.com/collect?v=1&tid=UA-1-1&t=pageview',
    'https://www.google.com/ads/ga-audiences?v=1&t=sr&tid=G-DEMO1',
    'https://www.googletagmanager.com/gtag/js?id=G-DEMO1',
  ],
  serverEndpoints: ['www.google-analytics.com/mp/collect', 'region1.google-analytics.com/mp/collect', '…/debug/mp/collect'],
  params,
  standardEvents: STANDARD_EVENTS,
  meaningOf,
  sdk: {
    global: 'gtag',
    eventIdPlace: 'in the parameters, as transaction_id (purchase only)',
    snippet: (call) =>
      `gtag('event', ${jsString(call.eventName)}, ${jsObject({ transaction_id: call.eventId, ...jsMoney(call) })});`,
    misplacedIdParams: [],
    autoIds: SHARED_AUTO_IDS,
  },
  rule,
  // gcs=G1xy: x is ad_storage, y analytics_storage.
  deniedOnWire: { param: 'gcs', denied: /^G1.0$/ },
  unverified: UNVERIFIED,
  shape: SHAPE,
  matches: isGa4Request,
  pixelIdInUrl: (request) => readHit(sharedParams(request)).pixelId ?? '',
  decodeBrowser,
  matchesServer,
  decodeServer,
  readAnswer,
};

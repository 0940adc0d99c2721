import type { DedupRule } from '../model/rule.ts';
import { SHARED_AUTO_IDS } from './auto-ids.ts';
import type { ParamDictionary, Platform } from './define.ts';
import { decodeBrowser, matches, pixelIdInUrl } from './linkedin/browser.ts';
import { decodeServer, matchesServer, readAnswer } from './linkedin/server.ts';
import { SHAPE } from './linkedin/shape.ts';
import { jsMoney, jsObject } from './snippet.ts';

const rule: DedupRule = {
  platform: 'linkedin',
  alternatives: [{ on: ['pixelId', 'eventId'], assumed: ['pixelId'], windowMs: null, order: 'any', appliesTo: null, basis: 'documented' }],
  idField: 'eventId',
  openKey: 'action',
  serverPixel: 'conversion-rule',
  exactIdDocumented: false,
  sameChannel: { result: 'undocumented', basis: 'inferred' },
  survivor: { keeps: 'browser', browserFavouredWithinMs: null, merges: false },
  aliases: [],
  summary:
    'LinkedIn discards the Conversions API event when the Insight Tag sent one from the same ad account with the same eventId. Each side has a conversion rule of its own.',
  sources: [
    {
      url: 'https://learn.microsoft.com/en-us/linkedin/marketing/integrations/conversions/deduplication',
      title: 'LinkedIn: Conversions API, Deduplication',
      checkedOn: '2026-11-21',
    },
  ],
};

const params: ParamDictionary = {
  pid: ['Partner ID', 'Event'],
  conversionId: ['Conversion rule', 'Event'],
  eventId: ['Event ID', 'Event'],
  time: ['Sent at (ms)', 'Event'],
  type: ['Conversion type', 'Event'],
  val: ['Value', 'Purchase'],
  cur: ['Currency', 'Purchase'],
  oid: ['Order ID', 'Purchase'],
  url: ['Page URL', 'Page'],
  li_fat_id: ['Click ID (li_fat_id)', 'User'],
  li_adsId: ['Browser ID', 'User'],
  tm: ['Tag manager', 'SDK'],
  v: ['Protocol version', 'SDK'],
  fmt: ['Answer format', 'SDK'],
};

export const linkedin: Platform = {
  id: 'linkedin',
  name: 'LinkedIn',
  endpoints: [
    {
      pattern: '*://*.ads.linkedin.com/collect*',
      examples: [
        'https://px.ads.linkedin.com/collect?v=2&fmt=js&pid=123&conversionId=456&eventId=order-1013',
        'https://dc.ads.linkedin.com/collect/?pid=123&conversionId=456&fmt=gif',
      ],
    },
    { pattern: '*://*.ads.linkedin.com/attribution_trigger*', examples: ['https://px.ads.linkedin.com/attribution_trigger?pid=123&conversionId=456'] },
  ],
  lookAlikes: ['https://px.ads.linkedin.com/wa/?medium=fetch&fmt=g', 'https://snap.licdn.com/li.lms-analytics/insight.min.js', 'https://www.linkedin.com/collect?pid=1'],
  serverEndpoints: ['api.linkedin.com/rest/conversionEvents'],
  params,
  standardEvents: ['conversion', 'page_view'],
  meaningOf: (eventName) => (eventName === 'page_view' ? 'page' : null),
  sdk: {
    global: 'lintrk',
    eventIdPlace: 'in the event, as event_id; for rules that fire on page load in window._linkedin_event_id',
    snippet: (call) => {
      const { value, currency } = jsMoney(call);
      const data = { conversion_id: '0 /* your rule */', event_id: call.eventId, conversion_value: value, conversion_currency: currency };
      return `lintrk('track', ${jsObject(data)});`;
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

import type { DedupRule } from '../model/rule.ts';
import { SHARED_AUTO_IDS } from './auto-ids.ts';
import type { ParamDictionary, Platform } from './define.ts';
import { decodeBrowser, matches, pixelIdInUrl } from './pinterest/browser.ts';
import { ALIASES, comparableName, meaningOf, STANDARD_EVENTS } from './pinterest/names.ts';
import { decodeServer, matchesServer, readAnswer } from './pinterest/server.ts';
import { SHAPE } from './pinterest/shape.ts';
import { UNVERIFIED } from './pinterest/unverified.ts';
import { jsMoney, jsObject, jsString } from './snippet.ts';

const CHECKED_ON = '2026-11-21';

/** The 24 hours and the event name are quoted by Segment, not by Pinterest: hence inferred. */
const rule: DedupRule = {
  platform: 'pinterest',
  alternatives: [
    {
      on: ['pixelId', 'eventName', 'eventId'],
      assumed: ['pixelId'],
      windowMs: 24 * 3_600_000,
      order: 'any',
      appliesTo: null,
      basis: 'inferred',
    },
  ],
  idField: 'eventId',
  serverPixel: 'account',
  exactIdDocumented: false,
  sameChannel: { result: 'undocumented', basis: 'inferred' },
  survivor: { keeps: 'undocumented', browserFavouredWithinMs: null, merges: false },
  aliases: ALIASES,
  summary: 'Pinterest merges events of one ad account with the same event name and event_id that arrive within 24 hours of the first.',
  sources: [
    { url: 'https://developers.pinterest.com/docs/api/v5/events-create/', title: 'Pinterest: Send conversions (event_id)', checkedOn: CHECKED_ON },
    {
      url: 'https://www.twilio.com/docs/segment/connections/destinations/catalog/actions-pinterest-conversions-api',
      title: 'Segment: Pinterest Conversions API, deduplication',
      checkedOn: CHECKED_ON,
    },
  ],
};

const params: ParamDictionary = {
  tid: ['Tag ID', 'Event'],
  event: ['Event name', 'Event'],
  ed: ['Event data (with event_id)', 'Event'],
  'ed[event_id]': ['Event ID', 'Event'],
  'ed[value]': ['Value', 'Purchase'],
  'ed[currency]': ['Currency', 'Purchase'],
  'ed[order_id]': ['Order ID', 'Purchase'],
  'ed[*': ['Event data', 'Custom data'],
  pd: ['User data (hashed)', 'User'],
  'pd[*': ['User data (hashed)', 'User'],
  ad: ['Page and browser', 'Page'],
  cb: ['Sent at (ms)', 'Event'],
};

export const pinterest: Platform = {
  id: 'pinterest',
  name: 'Pinterest',
  endpoints: [
    { pattern: '*://ct.pinterest.com/v3*', examples: ['https://ct.pinterest.com/v3/?event=checkout&tid=26123&ed=%7B%22event_id%22%3A%22e-1%22%7D'] },
    { pattern: '*://ct.pinterest.com/user*', examples: ['https://ct.pinterest.com/user/?event=checkout&tid=26123'] },
  ],
  lookAlikes: ['https://ct.pinterest.com/stats/', 'https://s.pinimg.com/ct/core.js', 'https://www.pinterest.com/v3/?event=checkout&tid=1'],
  serverEndpoints: ['api.pinterest.com/v5/ad_accounts/<account>/events', 'ct.pinterest.com/events/v3'],
  params,
  standardEvents: STANDARD_EVENTS,
  meaningOf,
  comparableName,
  sdk: {
    global: 'pintrk',
    eventIdPlace: 'in the event data, as event_id',
    snippet: (call) => `pintrk('track', ${jsString(call.eventName)}, ${jsObject({ event_id: call.eventId, ...jsMoney(call) })});`,
    misplacedIdParams: ['event_id'],
    autoIds: SHARED_AUTO_IDS,
  },
  rule,
  unverified: UNVERIFIED,
  shape: SHAPE,
  matches,
  pixelIdInUrl,
  decodeBrowser,
  matchesServer,
  decodeServer,
  readAnswer,
};

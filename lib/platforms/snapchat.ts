import type { DedupRule } from '../model/rule.ts';
import { answerByStatus } from './answers.ts';
import type { ParamDictionary, Platform } from './define.ts';
import { decodeBrowser, matches, pixelIdInUrl } from './snapchat/browser.ts';
import { AUTO_IDS, meaningOf, STANDARD_EVENTS } from './snapchat/names.ts';
import { decodeServer, matchesServer } from './snapchat/server.ts';
import { SHAPE } from './snapchat/shape.ts';
import { UNVERIFIED } from './snapchat/unverified.ts';
import { jsMoney, jsObject, jsString } from './snippet.ts';

const HOUR_MS = 3_600_000;
const CHECKED_ON = '2026-11-21';

/** Snap documents the keys and "a window"; the lengths of 48 hours and 30 days are quoted by Segment: hence inferred. */
const rule: DedupRule = {
  platform: 'snapchat',
  alternatives: [
    { on: ['pixelId', 'eventName', 'eventId'], windowMs: 48 * HOUR_MS, order: 'any', appliesTo: null, basis: 'inferred' },
    { on: ['pixelId', 'eventName', 'orderId'], windowMs: 30 * 24 * HOUR_MS, order: 'any', appliesTo: ['PURCHASE'], basis: 'inferred' },
  ],
  idField: 'eventId',
  openKey: 'eventName',
  exactIdDocumented: false,
  sameChannel: { result: 'undocumented', basis: 'inferred' },
  survivor: { keeps: 'first', browserFavouredWithinMs: null, merges: true },
  aliases: [],
  summary:
    'Snap merges a pixel event and a server event of the same pixel with the same client_dedup_id / event_id; purchases also by transaction_id / order_id.',
  sources: [
    {
      url: 'https://developers.snap.com/api/marketing-api/Conversions-API/Deduplication',
      title: 'Snap: Conversions API, Deduplication',
      checkedOn: CHECKED_ON,
    },
    {
      url: 'https://www.twilio.com/docs/segment/connections/destinations/catalog/actions-snap-conversions',
      title: 'Segment: Snap Conversions API, deduplication windows',
      checkedOn: CHECKED_ON,
    },
  ],
};

const params: ParamDictionary = {
  pid: ['Pixel ID', 'Event'],
  ev: ['Event name', 'Event'],
  cdid: ['Deduplication ID', 'Event'],
  ts: ['Sent at (ms)', 'Event'],
  e_tid: ['Transaction ID', 'Purchase'],
  e_pr: ['Value', 'Purchase'],
  e_cur: ['Currency', 'Purchase'],
  e_iids: ['Product IDs', 'Purchase'],
  e_ni: ['Number of items', 'Purchase'],
  'req[].t.pid': ['Pixel ID', 'Event'],
  'req[].t.ev': ['Event name', 'Event'],
  'req[].t.cdid': ['Deduplication ID', 'Event'],
  'req[].t.e_tid': ['Transaction ID', 'Purchase'],
  'req[].t.e_pr': ['Value', 'Purchase'],
  'req[].t.e_cur': ['Currency', 'Purchase'],
  'req[].t.e_iids[]': ['Product ID', 'Purchase'],
  'req[].t.*': ['Event data', 'Custom data'],
  'ctx.*': ['Browser and page', 'Page'],
  pl: ['Page URL', 'Page'],
  rf: ['Referrer', 'Page'],
  u_sclid: ['Click ID (ScCid)', 'User'],
  u_c1: ['Browser ID (_scid)', 'User'],
  u_hem: ['E-mail (hashed)', 'User'],
  u_hpn: ['Phone (hashed)', 'User'],
  v: ['SDK version', 'SDK'],
  intg: ['Integration', 'SDK'],
};

export const snapchat: Platform = {
  id: 'snapchat',
  name: 'Snapchat',
  endpoints: [
    {
      pattern: '*://*.snapchat.com/p*',
      examples: ['https://tr.snapchat.com/p?pid=abc-1&ev=PURCHASE&cdid=order-1013', 'https://tr6.snapchat.com/p'],
    },
    { pattern: '*://*.snapchat.com/gateway/p*', examples: ['https://tr.snapchat.com/gateway/p'] },
  ],
  lookAlikes: [
    'https://tr.snapchat.com/config/example/abc.js?v=3.59.0',
    'https://tr.snapchat.com/cm/i?pid=abc-1',
    'https://sc-static.net/scevent.min.js',
    'https://www.snapchat.com/p',
  ],
  serverEndpoints: ['tr.snapchat.com/v3/<pixel>/events', 'tr.snapchat.com/v2/conversion'],
  params,
  standardEvents: STANDARD_EVENTS,
  meaningOf,
  sdk: {
    global: 'snaptr',
    eventIdPlace: 'in the event data, as client_dedup_id (builds before 3.59 drop event_id)',
    snippet: (call) => {
      const { value, currency } = jsMoney(call);
      return `snaptr('track', ${jsString(call.eventName)}, ${jsObject({ client_dedup_id: call.eventId, price: value, currency })});`;
    },
    misplacedIdParams: [],
    autoIds: AUTO_IDS,
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

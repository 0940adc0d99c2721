import type { DedupRule } from '../model/rule.ts';
import { majorToMinor } from '../wire/number.ts';
import type { ParamDictionary, Platform, SdkFacts } from './define.ts';
import { answerInBatch } from './openai/answer.ts';
import { decodeBrowser, matches, pixelIdInUrl } from './openai/browser.ts';
import { MISPLACED_ID_PARAMS } from './openai/event-data.ts';
import { AUTO_IDS, comparableName, dataTypeOf, meaningOf, STANDARD_EVENTS } from './openai/names.ts';
import { decodeServer, matchesServer } from './openai/server.ts';
import { SHAPE } from './openai/shape.ts';
import { jsObject, jsString } from './snippet.ts';

const CHECKED_ON = '2026-11-21';

const rule: DedupRule = {
  platform: 'openai',
  alternatives: [{ on: ['pixelId', 'eventName', 'eventId'], windowMs: null, order: 'any', appliesTo: null, basis: 'documented' }],
  idField: 'eventId',
  exactIdDocumented: false,
  sameChannel: { result: 'merged', basis: 'documented' },
  survivor: { keeps: 'first', browserFavouredWithinMs: null, merges: false },
  aliases: [],
  customNameIsOpen: true,
  summary: 'OpenAI uses the first of several events with the same pixel ID, event name (custom: custom_event_name) and event ID.',
  sources: [
    { url: 'https://developers.openai.com/ads/measurement-pixel', title: 'OpenAI Ads: Measurement pixel', checkedOn: CHECKED_ON },
    { url: 'https://developers.openai.com/ads/conversions-api', title: 'OpenAI Ads: Conversions API', checkedOn: '2026-11-22' },
  ],
};

const params: ParamDictionary = {
  pid: ['Pixel ID', 'Event'],
  event: ['Event name', 'Event'],
  event_id: ['Event ID', 'Event'],
  custom_event_name: ['Custom event name', 'Event'],
  'events[].type': ['Event name', 'Event'],
  'events[].id': ['Event ID', 'Event'],
  'events[].custom_event_name': ['Custom event name', 'Event'],
  'events[].timestamp_ms': ['Time of the event (ms)', 'Event'],
  'events[].data.amount': ['Amount (minor units)', 'Purchase'],
  'events[].data.currency': ['Currency', 'Purchase'],
  'events[].data.contents[].id': ['Product ID', 'Purchase'],
  'events[].data.*': ['Event data', 'Custom data'],
  'data[]': ['Event data', 'Custom data'],
  'data[*': ['Event data', 'Custom data'],
  'events[].source_url': ['Page URL', 'Page'],
  'events[].referrer_url': ['Referrer', 'Page'],
  'events[].opt_out': ['Opted out', 'Consent'],
  oppref: ['Click ID', 'User'],
  obref: ['Browser ID', 'User'],
  'user.*': ['User data (hashed)', 'User'],
  st: ['SDK', 'SDK'],
  sv: ['SDK version', 'SDK'],
  t: ['Sent at (ms)', 'SDK'],
  ec: ['Events in the request', 'SDK'],
};

/** The correct call: amounts go out in minor units, custom events under the name `custom`. */
const snippet: SdkFacts['snippet'] = (call) => {
  const isCustom = !STANDARD_EVENTS.includes(call.eventName);
  const hasMoney = call.value !== null && call.currency !== null;
  const data = jsObject({
    type: jsString(dataTypeOf(call.eventName)),
    amount: hasMoney && call.value !== null ? majorToMinor(call.value, call.currency) : null,
    currency: hasMoney && call.currency !== null ? jsString(call.currency) : null,
  });
  const options = jsObject({ custom_event_name: isCustom ? jsString(call.eventName) : null, event_id: call.eventId });
  return `oaiq('measure', ${jsString(isCustom ? 'custom' : call.eventName)}, ${data}, ${options});`;
};

/** The SDK takes its standard events, and custom ones under a name of its pattern (platforms-core.md 4A). */
const CUSTOM_NAME = /^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$/;

const dropReason: NonNullable<SdkFacts['dropReason']> = ({ arguments: args, eventName }) => {
  if (args.includes('custom')) return eventName !== null && CUSTOM_NAME.test(eventName) ? null : 'the name of a custom event may hold small letters, digits, _ and - only';
  return eventName === null || STANDARD_EVENTS.includes(eventName) ? null : `“${eventName}” is none of its events`;
};

export const openai: Platform = {
  id: 'openai',
  name: 'OpenAI',
  endpoints: [
    {
      pattern: '*://bzr.openai.com/v1/sdk/events*',
      examples: [
        'https://bzr.openai.com/v1/sdk/events?pid=PX1&st=oaiq-web&sv=0.1.41&t=1795000000000&ec=1',
        'https://bzr.openai.com/v1/sdk/events?pid=PX1&event=order_created&event_id=order-1013',
      ],
    },
  ],
  lookAlikes: [
    'https://bzrcdn.openai.com/sdk/oaiq.min.js',
    'https://bzrcdn.openai.com/pixel-config/v1/PX1.json',
    'https://bzr.openai.com/v1/events?pid=PX1',
  ],
  serverEndpoints: ['bzr.openai.com/v1/events'],
  params,
  standardEvents: STANDARD_EVENTS,
  meaningOf,
  comparableName,
  sdk: {
    global: 'oaiq',
    eventIdPlace: 'in the fourth argument, as { event_id: … }; in the data it is ignored and the SDK makes an ID of its own',
    snippet,
    misplacedIdParams: MISPLACED_ID_PARAMS,
    autoIds: AUTO_IDS,
    dropReason,
  },
  rule,
  shape: SHAPE,
  matches,
  pixelIdInUrl,
  decodeBrowser,
  matchesServer,
  decodeServer,
  readAnswer: (answer, index) => answerInBatch(answer, index),
};

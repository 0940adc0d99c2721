// What scripts/new-platform.mjs writes for a platform that nobody has described yet.

/** What stands where a person has to fill something in; the completeness test looks for it. */
export const TO_FILL_IN = 'to be filled in';

/** @param {{ id: string, name: string, identifier: string }} platform */
export const platformFile = ({ id, name, identifier }) => `import type { DecodedBrowserEvent, DecodedServerEvent } from '../model/event.ts';
import type { ServerPayload } from '../model/payload.ts';
import type { DedupRule } from '../model/rule.ts';
import { textOf, type JsonRecord } from '../wire/json.ts';
import { decimalOf, parseCurrency, parseDecimal } from '../wire/number.ts';
import { paramReader } from '../wire/param-reader.ts';
import type { WireRequest } from '../wire/request.ts';
import { answerByStatus } from './answers.ts';
import { originOfId, SHARED_AUTO_IDS } from './auto-ids.ts';
import { blankBrowserEvent, blankServerEvent } from './blank-event.ts';
import type { Decoded, ParamDictionary, Platform } from './define.ts';
import { decodeEach, endpointUrl, jsonBody, malformedPayload } from './payload-body.ts';
import { rawPiiInJson, rawPiiInParams } from './raw-pii.ts';
import { jsMoney, jsObject, jsString } from './snippet.ts';

const VENDOR_HOST = '${id}.invalid';
const API_HOST = 'api.${id}.invalid';

const rule: DedupRule = {
  platform: '${id}',
  alternatives: [{ on: ['pixelId', 'eventName', 'eventId'], windowMs: null, order: 'any', appliesTo: null, basis: 'inferred' }],
  idField: 'eventId',
  exactIdDocumented: false,
  sameChannel: { result: 'undocumented', basis: 'inferred' },
  survivor: { keeps: 'undocumented', browserFavouredWithinMs: null, merges: false },
  aliases: [],
  summary: '${name} merges events of the same pixel, event name and event ID: ${TO_FILL_IN}.',
  sources: [{ url: '', title: '', checkedOn: '' }],
};

const params: ParamDictionary = {
  id: ['Pixel ID', 'Event'],
  event: ['Event name', 'Event'],
  event_id: ['Event ID', 'Event'],
  order_id: ['Order ID', 'Purchase'],
  value: ['Value', 'Purchase'],
  currency: ['Currency', 'Purchase'],
};

const readParams = paramReader({
  pixelId: 'id',
  eventName: 'event',
  eventId: 'event_id',
  orderId: 'order_id',
  value: 'value',
  currency: 'currency',
});

function matches(request: WireRequest): boolean {
  return request.host === VENDOR_HOST || request.firstParty === '${id}';
}

function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const text = request.params();
  const params = readParams(text);
  const { eventName, eventId } = params;
  const unreadable = request.body.unreadable();
  if (eventName === null) return { events: [], issues: unreadable ? [unreadable] : [] };
  const event = blankBrowserEvent('${id}');
  event.pixelId = params.pixelId ?? '';
  event.eventName = eventName;
  event.eventId = eventId;
  event.eventIdOrigin = originOfId(eventId, SHARED_AUTO_IDS);
  event.orderId = params.orderId;
  event.value = parseDecimal(params.value);
  event.currency = parseCurrency(params.currency);
  event.issues = rawPiiInParams(text);
  return { events: [event], issues: [] };
}

function matchesServer(payload: ServerPayload): boolean {
  return endpointUrl(payload)?.hostname === API_HOST;
}

function decodeServer(payload: ServerPayload): Decoded<DecodedServerEvent> {
  const list = jsonBody(payload)?.['events'];
  if (!Array.isArray(list)) return malformedPayload('{"events": [ … ]} was expected');
  return decodeEach(list, serverEvent);
}

function serverEvent(item: JsonRecord): DecodedServerEvent {
  const event = blankServerEvent('${id}');
  event.pixelId = textOf(item['pixel_id']) ?? '';
  event.eventName = textOf(item['event']) ?? '';
  event.eventId = textOf(item['event_id']);
  event.orderId = textOf(item['order_id']);
  event.value = decimalOf(item['value']);
  event.currency = parseCurrency(textOf(item['currency']));
  event.issues = rawPiiInJson(item);
  return event;
}

export const ${identifier}: Platform = {
  id: '${id}',
  name: '${name}',
  endpoints: [],
  lookAlikes: [],
  serverEndpoints: [],
  params,
  standardEvents: [],
  meaningOf: () => null,
  sdk: {
    global: '',
    eventIdPlace: '${TO_FILL_IN}',
    snippet: (call) => \`track(\${jsString(call.eventName)}, \${jsObject({ ...jsMoney(call), event_id: call.eventId })});\`,
    misplacedIdParams: [],
    autoIds: SHARED_AUTO_IDS,
  },
  rule,
  matches,
  pixelIdInUrl: (request) => readParams(request.queryText).pixelId ?? '',
  decodeBrowser,
  matchesServer,
  decodeServer,
  readAnswer: (answer) => answerByStatus(answer),
};
`;

const toJson = (value) => `${JSON.stringify(value, null, 2)}\n`;

export const browserFixture = ({ id }) =>
  toJson({ about: TO_FILL_IN, source: '', request: { method: 'GET', url: `https://${id}.invalid/` }, events: [], issues: [] });

export const serverFixture = ({ id }) =>
  toJson({
    about: TO_FILL_IN,
    source: '',
    payload: { endpoint: `https://api.${id}.invalid/`, method: 'POST', headers: {}, body: { events: [] }, bodyEncoding: 'json' },
    events: [],
    issues: [],
  });

export const readmeRow = ({ id, name }) => `| ${name} | \`${id}\` | ${TO_FILL_IN} | ${TO_FILL_IN} | ${TO_FILL_IN} |\n`;

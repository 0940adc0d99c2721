import type { DecodedServerEvent } from '../../model/event.ts';
import type { ServerPayload } from '../../model/payload.ts';
import { blankServerEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { joinIssues } from '../issues.ts';
import { decodeEach, endpointUrl, jsonBody, malformedPayload } from '../payload-body.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { recordOf, type JsonRecord } from '../../wire/json.ts';
import { paramReader } from '../../wire/param-reader.ts';
import { isPath } from '../../wire/url-parts.ts';
import { fillIn } from './event-data.ts';

const API_PATH = '/v1/events';

const readQuery = paramReader({ pixelId: 'pid' });

export function matchesServer(payload: ServerPayload): boolean {
  const url = endpointUrl(payload);
  return url !== null && url.hostname === 'bzr.openai.com' && isPath(url.pathname, API_PATH);
}

export function decodeServer(payload: ServerPayload): Decoded<DecodedServerEvent> {
  const body = jsonBody(payload);
  if (!body || !Array.isArray(body['events'])) return malformedPayload('{"events": [ … ]} was expected');
  const pixelId = readQuery(endpointUrl(payload)?.query ?? '').pixelId ?? '';
  const isTest = body['validate_only'] === true;
  return decodeEach(body['events'], (item) => serverEvent(item, pixelId, isTest));
}

function serverEvent(item: JsonRecord, pixelId: string, isTest: boolean): DecodedServerEvent {
  const event = fillIn(blankServerEvent('openai'), item);
  const user = recordOf(item['user']);
  event.pixelId = pixelId;
  event.userKeys = presentKeys({ external_id: user['external_ids_sha256'], obref: user['obref'], oppref: item['oppref'] });
  event.test = isTest ? 'not-counted' : null;
  event.issues = joinIssues(event.issues, rawPiiInJson(user, 'user'));
  return event;
}

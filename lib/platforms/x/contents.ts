import { textsOf, textsUnder, type JsonRecord } from '../../wire/json.ts';

/** Product IDs of an event, on either side of the wire. */
export function contentIdsOf(data: JsonRecord): string[] {
  const ids = textsUnder(data['contents'], 'content_id');
  return ids.length > 0 ? ids : textsOf(data['content_ids']);
}

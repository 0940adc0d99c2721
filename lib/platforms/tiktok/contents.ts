import { textsOf, textsUnder, type JsonRecord } from '../../wire/json.ts';

/** Product IDs of `properties`, in wire order, on either side of the wire. */
export function contentIdsOf(properties: JsonRecord): string[] {
  const contents = textsUnder(properties['contents'], 'content_id');
  if (contents.length > 0) return contents;
  const ids = textsOf(properties['content_ids']);
  return ids.length > 0 ? ids : textsOf(properties['content_id']);
}

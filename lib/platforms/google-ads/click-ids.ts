import type { JsonRecord } from '../../wire/json.ts';
import { presentKeys } from '../user-keys.ts';

/** The click IDs that are there, by name. */
export function clickIdsOf(item: JsonRecord): Record<string, readonly string[]> {
  return presentKeys({ gclid: item['gclid'], gbraid: item['gbraid'], wbraid: item['wbraid'] });
}

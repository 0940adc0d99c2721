import { firstOf } from '../../wire/fields.ts';
import { isRecord, listOf, recordOf, textOf } from '../../wire/json.ts';
import type { WireRequest } from '../../wire/request.ts';
import type { PayloadShape } from '../define.ts';
import { quoteSigns } from '../signs.ts';

export const SHAPE: PayloadShape = {
  endpoints: [
    { pattern: '*://*/*v1/sdk/events*', examples: ['https://oa.shop.test/v1/sdk/events?pid=px-1&st=oaiq-web&sv=0.1.41'] },
    { pattern: '*://*/*st=oaiq*', examples: ['https://oa.shop.test/e?pid=px-1&st=oaiq-web&sv=0.1.41'] },
  ],
  signsOf,
};

/** A batch of typed events with IDs and clocks, beside the pixel and the SDK's name in the URL. */
function signsOf(request: WireRequest): string | null {
  const query = request.query();
  const [pid, st] = [firstOf(query, 'pid'), firstOf(query, 'st')];
  if (pid === null || st === null || !st.startsWith('oaiq')) return null;
  const isEvent = (item: unknown) => isRecord(item) && textOf(item['type']) !== null && textOf(item['id']) !== null && typeof item['timestamp_ms'] === 'number';
  return listOf(recordOf(request.body.json())['events']).some(isEvent) ? quoteSigns({ pid, st }) : null;
}

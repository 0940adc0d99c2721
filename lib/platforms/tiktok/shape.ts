import { decodeBase64Text } from '../../wire/base64.ts';
import { firstOf } from '../../wire/fields.ts';
import { isRecord, listOf, parseJson, recordOf, textOf } from '../../wire/json.ts';
import type { WireRequest } from '../../wire/request.ts';
import type { PayloadShape } from '../define.ts';
import { quoteSigns } from '../signs.ts';

/** The SDK's own paths are known at any host. */
export const SHAPE: PayloadShape = {
  endpoints: [{ pattern: '*://*/*analytics_message=*', examples: [`https://tt.shop.test/t?analytics_message=${exampleMessage()}`] }],
  signsOf,
};

function signsOf(request: WireRequest): string | null {
  const message = readMessage(request);
  const events = isRecord(message) && Array.isArray(message['batch']) ? listOf(message['batch']) : [message];
  for (const item of events.map(recordOf)) {
    const pixel = recordOf(recordOf(item['context'])['pixel']);
    const [event, code] = [textOf(item['event']), textOf(pixel['code']) ?? textOf(pixel['codes'])];
    if (event !== null && code !== null) return quoteSigns({ event, 'context.pixel.code': code });
  }
  return null;
}

function readMessage(request: WireRequest): unknown {
  const inUrl = firstOf(request.query(), 'analytics_message');
  return inUrl === null ? request.body.json() : parseJson(decodeBase64Text(inUrl) ?? inUrl);
}

/** `{"event":"Lead","context":{"pixel":{"code":"CPIX01"}}}` in base64. */
function exampleMessage(): string {
  return 'eyJldmVudCI6IkxlYWQiLCJjb250ZXh0Ijp7InBpeGVsIjp7ImNvZGUiOiJDUElYMDEifX19';
}

import { fieldsOf, firstOf } from '../../wire/fields.ts';
import type { WireRequest } from '../../wire/request.ts';
import type { PayloadShape } from '../define.ts';
import { quoteSigns } from '../signs.ts';

export const SHAPE: PayloadShape = {
  endpoints: [
    { pattern: '*://*/*rp.gif?*', examples: ['https://rd.shop.test/rp.gif?ts=1795000000123&id=a2_1&event=Purchase&m.conversionId=x'] },
    { pattern: '*://*/rp?*', examples: ['https://rd.shop.test/rp?id=a2_1&event=SignUp&m.currency=EUR'] },
  ],
  signsOf,
};

/** An ad account's number with its prefix, and metadata under `m.`. */
function signsOf(request: WireRequest): string | null {
  const fields = fieldsOf(request);
  const [id, event] = [firstOf(fields, 'id') ?? '', firstOf(fields, 'event')];
  const hasMetadata = fields.some(([name]) => name.startsWith('m.'));
  return /^(?:a2|t2)_[a-z\d]+$/.test(id) && event !== null && hasMetadata ? quoteSigns({ id, event }) : null;
}

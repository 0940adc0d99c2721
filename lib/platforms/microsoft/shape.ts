import { fieldsOf, firstOf } from '../../wire/fields.ts';
import type { WireRequest } from '../../wire/request.ts';
import type { PayloadShape } from '../define.ts';
import { quoteSigns, UUID } from '../signs.ts';

/** The tag's own path is known at any host. */
export const SHAPE: PayloadShape = {
  endpoints: [{ pattern: '*://*/*?ti=*&*Ver=2*', examples: ['https://ms.shop.test/uet?ti=187000001&Ver=2&mid=efaaf29c-0000-4000-8000-000000000001&evt=custom&ea=purchase'] }],
  signsOf,
};

/** Tag number, protocol version and the page instance's ID. */
function signsOf(request: WireRequest): string | null {
  const fields = fieldsOf(request);
  const [ti, evt] = [firstOf(fields, 'ti') ?? '', firstOf(fields, 'evt')];
  const isHit = /^\d{6,}$/.test(ti) && firstOf(fields, 'Ver') === '2' && UUID.test(firstOf(fields, 'mid') ?? '');
  return isHit && evt !== null ? quoteSigns({ ti, evt }) : null;
}

import { fieldsOf, firstOf } from '../../wire/fields.ts';
import type { WireRequest } from '../../wire/request.ts';
import type { PayloadShape } from '../define.ts';
import { quoteSigns } from '../signs.ts';

export const SHAPE: PayloadShape = {
  endpoints: [
    { pattern: '*://*/*i/adsct*', examples: ['https://tw.shop.test/1/i/adsct?txn_id=tw-o1abc-p2def&event=%7B%7D&tw_document_href=x'] },
    { pattern: '*://*/*tw_document_href=*', examples: ['https://tw.shop.test/h?txn_id=o1abc&p_id=Twitter&tw_document_href=x'] },
  ],
  signsOf,
};

/** The tag's number beside a parameter that only X's pixel has. */
function signsOf(request: WireRequest): string | null {
  const fields = fieldsOf(request);
  const txnId = firstOf(fields, 'txn_id') ?? '';
  const isOwn = ['tw_document_href', 'tw_sale_amount', 'tw_iframe_status'].some((name) => firstOf(fields, name) !== null);
  return isOwn && /^(?:tw-)?[a-z\d]{4,}(?:-[a-z\d]+)?$/.test(txnId) ? quoteSigns({ txn_id: txnId }) : null;
}

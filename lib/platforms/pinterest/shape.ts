import { fieldsOf, firstOf } from '../../wire/fields.ts';
import { isRecord, parseJson } from '../../wire/json.ts';
import type { WireRequest } from '../../wire/request.ts';
import type { PayloadShape } from '../define.ts';
import { quoteSigns } from '../signs.ts';

export const SHAPE: PayloadShape = {
  endpoints: [
    // The tag writes the page's data last.
    { pattern: '*://*/*event=*&ad=*', examples: ['https://pin.shop.test/v3/?event=pagevisit&tid=2612345678901&ad=%7B%22loc%22%3A%22x%22%7D', 'https://pin.shop.test/v3/?event=checkout&ed=%7B%22value%22%3A1%7D&tid=2612345678901&ad=%7B%22loc%22%3A%22x%22%7D'] },
    { pattern: '*://*/v3/', examples: ['https://pin.shop.test/v3/'] },
  ],
  signsOf,
};

/** The page's data in JSON, and the event's where it has some, beside a tag's number. */
function signsOf(request: WireRequest): string | null {
  const fields = fieldsOf(request);
  const [tid, event] = [firstOf(fields, 'tid') ?? '', firstOf(fields, 'event')];
  if (!/^\d{10,16}$/.test(tid) || event === null) return null;
  const [page, data] = [parseJson(firstOf(fields, 'ad') ?? ''), parseJson(firstOf(fields, 'ed') ?? '{}')];
  return isRecord(page) && 'loc' in page && isRecord(data) ? quoteSigns({ tid, event }) : null;
}

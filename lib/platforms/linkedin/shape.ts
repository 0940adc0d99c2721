import { fieldsOf, firstOf } from '../../wire/fields.ts';
import type { WireRequest } from '../../wire/request.ts';
import type { PayloadShape } from '../define.ts';
import { quoteSigns, UNIX_MS } from '../signs.ts';

export const SHAPE: PayloadShape = {
  endpoints: [
    { pattern: '*://*/*collect?*', examples: ['https://li.shop.test/collect?v=2&fmt=js&pid=123&time=1795000000123&conversionId=456'] },
    { pattern: '*://*/*collect/?*', examples: ['https://li.shop.test/collect/?v=2&fmt=js&pid=123&time=1795000000123'] },
  ],
  signsOf,
};

/** What the Insight Tag writes on every hit: version 2, its form, partner numbers and its clock. */
function signsOf(request: WireRequest): string | null {
  const fields = fieldsOf(request);
  const first = (name: string) => firstOf(fields, name) ?? '';
  const isHit = first('v') === '2' && /^(?:js|gif)$/.test(first('fmt')) && UNIX_MS.test(first('time'));
  return isHit && /^\d+(?:,\d+)*$/.test(first('pid')) ? quoteSigns({ pid: first('pid'), fmt: first('fmt') }) : null;
}

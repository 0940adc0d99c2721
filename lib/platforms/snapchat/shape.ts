import { fieldsOf, firstOf } from '../../wire/fields.ts';
import { listOf, recordOf, textOf } from '../../wire/json.ts';
import type { WireRequest } from '../../wire/request.ts';
import type { PayloadShape } from '../define.ts';
import { quoteSigns, UUID } from '../signs.ts';

const PIXEL = '0a1b2c3d-1111-4222-8333-444455556666';
/** Parameters that no other pixel with `pid` and `ev` has. */
const OWN_PARAMS = ['cdid', 'u_c1', 'u_sclid', 'u_scsid', 'e_tid', 'e_pr', 'e_cur', 'e_iids', 'trackId'] as const;

/** A gateway keeps the path; in a query the SDK writes pid and ev first. */
export const SHAPE: PayloadShape = {
  endpoints: [
    { pattern: '*://*/*?pid=*&ev=*', examples: [`https://sc.shop.test/p?pid=${PIXEL}&ev=PURCHASE&e_pr=1`] },
    { pattern: '*://*/p', examples: ['https://sc.shop.test/p'] },
    { pattern: '*://*/gateway/p', examples: ['https://sc.shop.test/gateway/p'] },
  ],
  signsOf,
};

function signsOf(request: WireRequest): string | null {
  const fields = fieldsOf(request);
  if (OWN_PARAMS.some((name) => firstOf(fields, name) !== null)) return signs(firstOf(fields, 'pid'), firstOf(fields, 'ev'));
  for (const entry of listOf(recordOf(request.body.json())['req'])) {
    const track = recordOf(recordOf(entry)['t']);
    const found = signs(textOf(track['pid']), textOf(track['ev']));
    if (found !== null) return found;
  }
  return null;
}

function signs(pid: string | null, ev: string | null): string | null {
  return pid !== null && ev !== null && UUID.test(pid) && /^[A-Z][A-Z\d_]+$/.test(ev) ? quoteSigns({ pid, ev }) : null;
}

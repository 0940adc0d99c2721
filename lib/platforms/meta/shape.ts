import { fieldsOf, firstOf } from '../../wire/fields.ts';
import type { Fields, WireRequest } from '../../wire/request.ts';
import type { PayloadShape } from '../define.ts';
import { quoteSigns, UNIX_MS } from '../signs.ts';

export const SHAPE: PayloadShape = {
  endpoints: [
    // The pixel writes id and ev first.
    { pattern: '*://*/*?id=*&ev=*', examples: ['https://metrics.shop.test/tr/?id=1234567890&ev=Purchase&cd[value]=1', 'https://shop.test/px?id=1234567890&ev=Lead&fbp=fb.1.1795000000000.42'] },
    { pattern: '*://*/tr', examples: ['https://metrics.shop.test/tr'] },
    { pattern: '*://*/tr/', examples: ['https://metrics.shop.test/tr/'] },
    { pattern: '*://*/*/tr', examples: ['https://shop.test/fb/tr'] },
    { pattern: '*://*/*/tr/', examples: ['https://shop.test/fb/tr/'] },
  ],
  signsOf,
};

function signsOf(request: WireRequest): string | null {
  const fields = fieldsOf(request);
  const [id, ev] = [firstOf(fields, 'id') ?? '', firstOf(fields, 'ev')];
  return /^\d{6,20}$/.test(id) && ev !== null && isPixels(fields) ? quoteSigns({ id, ev }) : null;
}

/** Custom data, Meta's browser ID, the transport's name, or the page's URL beside the SDK's version and clock. */
function isPixels(fields: Fields): boolean {
  if (fields.some(([name]) => /^cd\[.+\]$/.test(name)) || firstOf(fields, 'rqm') !== null) return true;
  if (/^fb\.\d\.\d+\./.test(firstOf(fields, 'fbp') ?? '')) return true;
  return /^https?:/.test(firstOf(fields, 'dl') ?? '') && UNIX_MS.test(firstOf(fields, 'ts') ?? '') && /^\d+\.\d+\.\d+$/.test(firstOf(fields, 'v') ?? '');
}

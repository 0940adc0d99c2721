import { paramReader } from '../../wire/param-reader.ts';
import type { WireRequest } from '../../wire/request.ts';
import type { PayloadShape } from '../define.ts';
import { quoteSigns } from '../signs.ts';
import { bodyHits, sharedParams } from './hit.ts';

/** Hits whose parameters are in the URL are known at any host; this is for proxies that move them all into the body. */
export const SHAPE: PayloadShape = {
  endpoints: [
    { pattern: '*://*/*collect', examples: ['https://metrics.shop.test/collect', 'https://shop.test/a/collect'] },
    { pattern: '*://*/*collect?*', examples: ['https://metrics.shop.test/collect?z=1'] },
  ],
  signsOf,
};

const readSigns = paramReader({ v: 'v', tid: 'tid', en: 'en' });

function signsOf(request: WireRequest): string | null {
  const shared = readSigns(sharedParams(request));
  for (const line of bodyHits(request)) {
    const own = readSigns(line);
    const [v, tid, en] = [own.v ?? shared.v, own.tid ?? shared.tid, own.en];
    if (v === '2' && tid !== null && /^G-[A-Z\d]{4,}$/.test(tid) && en !== null) return quoteSigns({ v, tid, en });
  }
  return null;
}

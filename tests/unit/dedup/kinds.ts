import type { BrowserEvent, ServerEvent } from '../../../lib/model/event.ts';
import type { PlatformId } from '../../../lib/model/platform-id.ts';

/** One event as each side writes it. */
export interface Kind {
  browser: Partial<BrowserEvent>;
  server: Partial<ServerEvent>;
}

/** Events under one name on both sides. */
function named(...names: readonly string[]): Kind[] {
  return names.map((eventName) => ({ browser: { eventName }, server: { eventName } }));
}

/** Events that the server names in its own way. */
function renamed(...names: readonly (readonly [browser: string, server: string])[]): Kind[] {
  return names.map(([browser, server]) => ({ browser: { eventName: browser }, server: { eventName: server } }));
}

/** What the tests' settings map: Google Ads label → conversion action, Floodlight `type/cat` → activity. */
export const ACTIONS: Readonly<Record<string, string>> = { 'AW-1/A1': 'a1', 'sales0/order0': '7654321', 'sales0/order1': '7654322' };

/** Events of each platform as its two sides write them; LinkedIn with a conversion rule of its own on each side. */
export const KINDS: Readonly<Record<PlatformId, readonly Kind[]>> = {
  meta: named('Purchase', 'Lead'),
  tiktok: named('Purchase', 'Lead'),
  openai: named('order_created', 'lead_created'),
  ga4: named('purchase', 'generate_lead'),
  'google-ads': [{ browser: { eventName: 'conversion', pixelId: 'AW-1', action: 'A1' }, server: { eventName: 'conversion', pixelId: 'a1', action: 'a1' } }],
  floodlight: [
    { browser: { eventName: 'sales0/order0', action: 'sales0/order0' }, server: { eventName: '7654321', action: '7654321' } },
    { browser: { eventName: 'sales0/order1', action: 'sales0/order1' }, server: { eventName: '7654322', action: '7654322' } },
  ],
  pinterest: renamed(['addtocart', 'add_to_cart'], ['lead', 'lead'], ['lead', 'LEAD']),
  snapchat: named('PURCHASE', 'SIGN_UP'),
  linkedin: [
    { browser: { eventName: 'conversion', pixelId: '5512345', action: '12576358' }, server: { eventName: 'conversion', pixelId: '20770001', action: '20770001' } },
    { browser: { eventName: 'page_view', pixelId: '5512345' }, server: { eventName: 'conversion', pixelId: '20770002', action: '20770002' } },
  ],
  reddit: [
    ...renamed(['Purchase', 'PURCHASE'], ['SignUp', 'SIGN_UP'], ['SignUp', 'SignUp']),
    { browser: { eventName: 'Purchase' }, server: { eventName: 'PURCHASE', pixelId: 'a2_other' } },
    { browser: { eventName: 'Upsell', customName: true }, server: { eventName: 'Upsell', customName: true } },
  ],
  x: [
    ...renamed(['tw-o1abc-p2def', 'p2def'], ['tw-o1abc-p2def', 'tw-o1abc-p2def'], ['tw-o1abc-q7ghi', 'q7ghi']),
    { browser: { eventName: 'tw-o1abc-p2def' }, server: { eventName: 'p2def', pixelId: 'o9zzz' } },
  ],
  microsoft: [...named('purchase', 'subscribe'), { browser: { eventName: 'purchase' }, server: { eventName: 'purchase', pixelId: '187000002' } }],
};

/** The field that carries the ID to deduplicate by. */
export function idFieldOf(platform: PlatformId): 'eventId' | 'orderId' {
  return platform === 'ga4' || platform === 'google-ads' || platform === 'floodlight' ? 'orderId' : 'eventId';
}

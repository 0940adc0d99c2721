import type { PlatformId } from '../lib/model/platform-id.ts';

/** The sending side of one conversions API as the relay stands in for it. */
export interface Vendor {
  platform: PlatformId;
  /** Name in forward patterns, tried before the platform's: `data-manager:*`. */
  api: string;
  /** Paths it takes, without `/in/<name>`. */
  path: RegExp;
  /** Host that the real API has: payloads are decoded as if sent there. */
  origin: string;
  /** Query parameters that are credentials. */
  secretParams: readonly string[];
  /** What the platform answers when it took `count` events, so that SDKs stay happy. */
  answer(path: string, count: number, requestId: string): { status: 200 | 204; body: unknown };
}

const ok = (body: unknown): { status: 200; body: unknown } => ({ status: 200, body });

/** By the name in `/in/<name>/…`. */
const VENDORS: Readonly<Record<string, readonly Vendor[]>> = {
  meta: [
    {
      platform: 'meta',
      api: 'meta',
      path: /^\/v\d+\.\d+\/[^/]+\/events\/?$/,
      origin: 'https://graph.facebook.com',
      secretParams: ['access_token', 'appsecret_proof'],
      answer: (_path, count, requestId) => ok({ events_received: count, messages: [], fbtrace_id: requestId }),
    },
  ],
  tiktok: [
    {
      platform: 'tiktok',
      api: 'tiktok',
      path: /^\/open_api\/v\d+\.\d+\/(?:event\/track|pixel\/track|pixel\/batch)\/?$/,
      origin: 'https://business-api.tiktok.com',
      secretParams: [],
      answer: (_path, _count, requestId) => ok({ code: 0, message: 'OK', request_id: requestId, data: {} }),
    },
  ],
  ga4: [
    {
      platform: 'ga4',
      api: 'ga4',
      path: /^\/(?:debug\/)?mp\/collect$/,
      origin: 'https://www.google-analytics.com',
      secretParams: ['api_secret'],
      answer: (path) => (path.startsWith('/debug/') ? ok({ validationMessages: [] }) : { status: 204, body: null }),
    },
  ],
  openai: [
    {
      platform: 'openai',
      api: 'openai',
      path: /^\/v1\/events$/,
      origin: 'https://bzr.openai.com',
      secretParams: [],
      // The documentation gives no body for a success.
      answer: () => ok({}),
    },
  ],
  'google-ads': [
    {
      platform: 'google-ads',
      api: 'data-manager',
      path: /^\/v1\/events:ingest$/,
      origin: 'https://datamanager.googleapis.com',
      secretParams: ['key', 'access_token'],
      answer: (_path, _count, requestId) => ok({ requestId }),
    },
    {
      platform: 'google-ads',
      api: 'google-ads',
      path: /^\/v\d+\/customers\/\d+:(?:uploadClickConversions|uploadConversionAdjustments)$/,
      origin: 'https://googleads.googleapis.com',
      secretParams: ['key', 'access_token'],
      answer: (_path, count) => ok({ results: Array.from({ length: count }, () => ({})) }),
    },
  ],
};

export const INGEST_PLATFORMS: readonly PlatformId[] = ['meta', 'tiktok', 'ga4', 'google-ads', 'openai'];

export function findVendor(name: string, path: string): Vendor | null {
  return (Object.hasOwn(VENDORS, name) ? VENDORS[name] : undefined)?.find((vendor) => vendor.path.test(path)) ?? null;
}

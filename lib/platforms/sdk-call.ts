import type { SdkCall } from '../model/event.ts';
import type { HookedApi, PageCall } from '../model/page-record.ts';
import { PLATFORM_IDS, type PlatformId } from '../model/platform-id.ts';
import { eventNameInDataLayer, isWorthKeeping } from './data-layer.ts';
import { readConsent, type ConsentState } from './sdk-consent.ts';
import { SDK_READERS, type ReadCall } from './sdk-readers.ts';

/** Which SDK a platform's calls go to. */
const API_OF: Readonly<Record<PlatformId, Exclude<HookedApi, 'dataLayer'>>> = {
  meta: 'fbq',
  tiktok: 'ttq',
  ga4: 'gtag',
  'google-ads': 'gtag',
  floodlight: 'gtag',
  openai: 'oaiq',
  pinterest: 'pintrk',
  snapchat: 'snaptr',
  linkedin: 'lintrk',
  reddit: 'rdt',
  x: 'twq',
  microsoft: 'uetq',
};

/** SDKs that make an event ID where the page gives none; the others send only what they were given. */
const MAKES_IDS: ReadonlySet<PlatformId> = new Set(['meta', 'tiktok', 'openai', 'snapchat']);

export function sdkMakesIds(platform: PlatformId): boolean {
  return MAKES_IDS.has(platform);
}

/** Method of a push to the dataLayer, in `SdkCall`. */
export const DATA_LAYER_PUSH = 'dataLayer.push';

/** What a call names, as one platform reads it; all null where it names no event. */
export type NamedByCall = Pick<SdkCall, 'eventId' | 'eventName' | 'pixelIds'>;

const NOTHING: NamedByCall = { eventId: null, eventName: null, pixelIds: [] };

/** What a recorded call names. A verb that the recorder left in front of the arguments (`fbq('track', …)`) is no argument. */
export function readSdkCall(platform: PlatformId | null, method: string, args: readonly unknown[]): NamedByCall {
  if (platform === null) return { ...NOTHING, eventName: eventNameInDataLayer(args) };
  const read = readApi(API_OF[platform], method, args).find((call) => call.platform === platform);
  return read ? { eventId: read.eventId, eventName: read.eventName, pixelIds: read.pixelIds } : NOTHING;
}

/** A call as the page hook saw it, once for every platform that it addresses; [] for what explains nothing. */
export function readPageCall(call: PageCall, documentId: string | null): SdkCall[] {
  const { api, method, arguments: args, stack, at } = call;
  const shared = { arguments: args, stack, documentId, at };
  if (api === 'dataLayer') {
    return isWorthKeeping(args) ? [{ ...shared, ...readSdkCall(null, method, args), platform: null, method: DATA_LAYER_PUSH }] : [];
  }
  const events = readApi(api, method, args).map((read) => ({ ...shared, ...read, method }));
  if (events.length > 0 || readConsent(api, method, args) === null) return events;
  return PLATFORM_IDS.filter((id) => API_OF[id] === api).map((platform) => ({ ...shared, ...NOTHING, platform, method }));
}

/** The consent that a recorded call states; null for any other call. */
export function consentOfCall({ platform, method, arguments: args }: SdkCall): ConsentState | null {
  return platform === null ? null : readConsent(API_OF[platform], method, args);
}

function readApi(api: Exclude<HookedApi, 'dataLayer'>, method: string, args: readonly unknown[]): ReadCall[] {
  const { verbs, read } = SDK_READERS[api];
  const [first] = args;
  const hasVerb = typeof first === 'string' && (first === method || verbs.includes(first));
  const verb = hasVerb ? first : method;
  return verbs.includes(verb) ? read(verb, hasVerb ? args.slice(1) : args) : [];
}

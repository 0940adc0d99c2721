import type { SdkCall } from '../model/event.ts';
import type { HookedApi } from '../model/page-record.ts';
import type { PlatformId } from '../model/platform-id.ts';
import { recordOf, textOf, type JsonRecord } from '../wire/json.ts';
import { readGtagEvent } from './gtag-call.ts';
import { hashedId } from './reddit/hashed-id.ts';

/** What a call tells one platform. */
export type ReadCall = Pick<SdkCall, 'eventId' | 'eventName' | 'pixelIds'> & { platform: PlatformId };

/** How one SDK's calls are read. `args`: what follows the verb. */
export interface SdkReader {
  /** The verbs that send an event; any other call (`init`, `consent`, `set`) names none. */
  verbs: readonly string[];
  read: (verb: string, args: readonly unknown[]) => ReadCall[];
}

/** Places in which the SDKs look for name and ID: platforms-core.md, platforms-more.md, and each platform's `sdk.eventIdPlace`. */
export const SDK_READERS: Readonly<Record<Exclude<HookedApi, 'dataLayer'>, SdkReader>> = {
  fbq: {
    verbs: ['track', 'trackCustom', 'trackSingle', 'trackSingleCustom'],
    read: (verb, args) => {
      const [pixelIds, [name, , options]] = splitPixel(verb.includes('Single'), args);
      return [{ platform: 'meta', eventName: textOf(name), eventId: firstText(recordOf(options), 'eventID', 'event_id'), pixelIds }];
    },
  },
  ttq: {
    verbs: ['track', 'page'],
    read: (verb, args) => {
      const [name, data, options] = verb === 'page' ? ['Pageview', ...args] : args;
      const eventId = firstText(recordOf(options), 'event_id', 'eventID') ?? firstText(recordOf(data), 'event_id', 'eventID');
      return [{ platform: 'tiktok', eventName: textOf(name), eventId, pixelIds: [] }];
    },
  },
  gtag: { verbs: ['event'], read: (_verb, [name, params]) => readGtagEvent(textOf(name), recordOf(params)) },
  oaiq: {
    verbs: ['measure', 'measureSingle'],
    read: (verb, args) => {
      const [pixelIds, [name, , options]] = splitPixel(verb === 'measureSingle', args);
      const given = recordOf(options);
      const eventName = name === 'custom' ? (textOf(given['custom_event_name']) ?? 'custom') : textOf(name);
      return [{ platform: 'openai', eventName, eventId: firstText(given, 'event_id', 'eventId'), pixelIds }];
    },
  },
  pintrk: {
    verbs: ['track', 'page'],
    read: (verb, args) => {
      const [name, data] = verb === 'page' ? ['page', ...args] : args;
      return [{ platform: 'pinterest', eventName: textOf(name)?.toLowerCase() ?? null, eventId: firstText(recordOf(data), 'event_id'), pixelIds: [] }];
    },
  },
  snaptr: {
    verbs: ['track'],
    read: (_verb, args) => {
      const [pixelIds, [name, data]] = splitPixel(typeof args[1] === 'string', args);
      const eventId = firstText(recordOf(data), 'client_dedup_id', 'client_dedupe_id', 'client_deduplication_id', 'event_id');
      return [{ platform: 'snapchat', eventName: textOf(name), eventId, pixelIds }];
    },
  },
  lintrk: {
    verbs: ['track'],
    read: (_verb, [data]) => {
      const given = recordOf(data);
      const eventName = textOf(given['conversion_id']) === null ? 'page_view' : 'conversion';
      return [{ platform: 'linkedin', eventName, eventId: firstText(given, 'event_id'), pixelIds: [] }];
    },
  },
  rdt: {
    verbs: ['track'],
    read: (_verb, [name, data]) => {
      const given = recordOf(data);
      const eventName = name === 'Custom' ? (textOf(given['customEventName']) ?? 'Custom') : textOf(name);
      // The pixel hashes the ID before it sends it, so only the hash can be compared with the wire.
      return [{ platform: 'reddit', eventName, eventId: hashedId(firstText(given, 'conversionId')), pixelIds: [] }];
    },
  },
  twq: {
    verbs: ['event', 'track'],
    read: (_verb, [name, data]) => [{ platform: 'x', eventName: textOf(name), eventId: firstText(recordOf(data), 'conversion_id'), pixelIds: [] }],
  },
  uetq: {
    verbs: ['push', 'event'],
    read: (_verb, args) => {
      const [name, data] = args[0] === 'event' ? args.slice(1) : args;
      const given = recordOf(typeof name === 'object' ? name : data);
      const eventName = typeof name === 'string' ? textOf(name) : textOf(given['ea']);
      return [{ platform: 'microsoft', eventName, eventId: firstText(given, 'event_id'), pixelIds: [] }];
    },
  },
};

function splitPixel(isFirst: boolean, args: readonly unknown[]): [pixelIds: string[], rest: readonly unknown[]] {
  const pixelId = isFirst ? textOf(args[0]) : null;
  return [pixelId === null ? [] : [pixelId], isFirst ? args.slice(1) : args];
}

function firstText(record: JsonRecord, ...keys: string[]): string | null {
  for (const key of keys) {
    const text = textOf(record[key]);
    if (text !== null) return text;
  }
  return null;
}

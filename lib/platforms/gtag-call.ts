import { textOf, textsOf, type JsonRecord } from '../wire/json.ts';
import type { ReadCall } from './sdk-readers.ts';

/**
 * `gtag('event', …)` speaks to several platforms: `send_to` says to which. Without it every configured tag gets the event,
 * and the call does not tell which those are: so it may be Analytics' or Ads'.
 */
export function readGtagEvent(eventName: string | null, params: JsonRecord): ReadCall[] {
  const eventId = textOf(params['transaction_id']);
  const targets = textsOf(params['send_to']);
  if (targets.length === 0) return (['ga4', 'google-ads'] as const).map((platform) => ({ platform, eventName, eventId, pixelIds: [] }));
  const own = (prefix: string) => targets.filter((target) => target.startsWith(prefix));
  const analytics = own('G-');
  const ads = own('AW-').map((target) => target.split('/')[0] ?? target);
  return [
    ...(analytics.length > 0 ? [{ platform: 'ga4' as const, eventName, eventId, pixelIds: analytics }] : []),
    ...(ads.length > 0 ? [{ platform: 'google-ads' as const, eventName, eventId, pixelIds: ads }] : []),
    ...own('DC-').flatMap((target) => readFloodlight(target, eventId)),
  ];
}

/** `DC-1234/type/cat+unique`: the wire names the event by type and category. */
function readFloodlight(target: string, eventId: string | null): ReadCall[] {
  const [, source, type, category] = /^DC-([^/]+)\/([^/]+)\/([^+]+)/.exec(target) ?? [];
  if (source === undefined) return [];
  return [{ platform: 'floodlight', eventName: `${type}/${category}`, eventId, pixelIds: [source] }];
}

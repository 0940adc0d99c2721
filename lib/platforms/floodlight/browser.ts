import type { DecodedBrowserEvent } from '../../model/event.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { rawPiiInFields } from '../raw-pii.ts';
import { firstOf } from '../../wire/fields.ts';
import { parseDecimal } from '../../wire/number.ts';
import { decodePercent } from '../../wire/percent.ts';
import type { Fields, WireRequest } from '../../wire/request.ts';

/** Parameters stand in the path, in any order, each after a `;`; `src` is the advertiser. */
const ACTIVITY = /\/(?:ddm\/)?(activityi?|fls\/[a-z])[;/]((?:[^?]*;)?src=\d+(?:;|$)[^?]*)/;

/** The activity and its parameters; null where the path is none. */
function readPath(request: WireRequest): { path: string; fields: Fields } | null {
  if (!request.path.includes('src=')) return null;
  const found = ACTIVITY.exec(request.path);
  if (!found) return null;
  const fields = (found[2] ?? '').split(';').map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    return equals === -1 ? [pair, ''] : [pair.slice(0, equals), decodePercent(pair.slice(equals + 1))];
  });
  return { path: found[1] ?? '', fields };
}

export function matches(request: WireRequest): boolean {
  return readPath(request) !== null;
}

export function pixelIdInUrl(request: WireRequest): string {
  return firstOf(readPath(request)?.fields ?? [], 'src') ?? '';
}

/** Parameters for the detail view: they are in the path, where a query reader does not look. */
export function pathFields(request: WireRequest): Fields {
  return readPath(request)?.fields ?? [];
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const activity = readPath(request);
  if (!activity) return { events: [], issues: [] };
  const { fields } = activity;
  const name = `${firstOf(fields, 'type') ?? ''}/${firstOf(fields, 'cat') ?? ''}`;
  const isSale = isSalesTag(fields);
  const event: DecodedBrowserEvent = {
    ...blankBrowserEvent('floodlight'),
    pixelId: firstOf(fields, 'src') ?? '',
    action: name,
    eventName: name,
    orderId: isSale ? firstOf(fields, 'ord') : null,
    value: isSale ? parseDecimal(firstOf(fields, 'cost')) : null,
    role: isSale ? 'conversion' : 'measurement',
    mirror: mirrorOf(request, activity.path, fields),
    mirrorKey: `${firstOf(fields, 'ord') ?? ''};${firstOf(fields, 'num') ?? ''}`,
    issues: rawPiiInFields(fields),
  };
  return { events: [event], issues: [] };
}

/** Sales tags count quantities; in a counter tag `ord` is a random number, 1 or a session ID, never an order. */
function isSalesTag(fields: Fields): boolean {
  return firstOf(fields, 'qty') !== null && firstOf(fields, 'num') === null;
}

/** The page's tag opens the iframe `activityi`; what follows from it repeats `ord` and `num`. */
function mirrorOf(request: WireRequest, path: string, fields: Fields): false | string {
  if (path.startsWith('fls')) return 'Floodlight repeat on a second host';
  if (firstOf(fields, 'dc_pre') !== null) return 'Floodlight repeat with a cookie match';
  const isShort = request.host === 'ad.doubleclick.net' && request.path.startsWith('/activity;');
  return isShort ? 'Floodlight image copy' : false;
}

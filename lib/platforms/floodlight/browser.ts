import type { DecodedBrowserEvent } from '../../model/event.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { rawPiiInParams } from '../raw-pii.ts';
import { parseDecimal } from '../../wire/number.ts';
import { paramReader } from '../../wire/param-reader.ts';
import { decodePercent } from '../../wire/percent.ts';
import type { Fields, WireRequest } from '../../wire/request.ts';

/** Parameters stand in the path, in any order, each after a `;`; `src` is the advertiser. */
const ACTIVITY = /\/(?:ddm\/)?(activityi?|fls\/[a-z])[;/](?=(?:[^?]*?;)?src=\d+(?:;|$))/;

/** Rich-media ads count their own clicks and views in the same form, without group and activity. */
const NAMED = /(?:^|;)(?:type|cat)=[^;]/;
/** The browser joins an interest group: no activity is counted. */
const INTEREST_GROUP = '/td/';

const SEPARATOR = ';';

const readParams = paramReader(
  {
    pixelId: 'src',
    type: 'type',
    category: 'cat',
    order: 'ord',
    random: 'num',
    quantity: 'qty',
    cost: 'cost',
    cookieMatch: 'dc_pre',
  },
  SEPARATOR,
);

type EventParams = ReturnType<typeof readParams>;

interface Activity {
  /** `activityi`, `fls/z`. */
  path: string;
  /** Its parameters: `a=1;b=2`. */
  text: string;
}

/** A request is matched and then decoded: the last answer is kept. */
let last: { path: string; activity: Activity | null } = { path: '', activity: null };

/** null where the path is none of an activity. */
function readPath({ path }: WireRequest): Activity | null {
  if (last.path !== path) last = { path, activity: activityIn(path) };
  return last.activity;
}

function activityIn(path: string): Activity | null {
  const found = path.includes('src=') && !path.startsWith(INTEREST_GROUP) ? ACTIVITY.exec(path) : null;
  const text = found ? path.slice(found.index + found[0].length) : '';
  return found && NAMED.test(text) ? { path: found[1] ?? '', text } : null;
}

/** In a path `+` is a letter, for a parameter reader it is a space. */
function toParams(text: string): string {
  return text.includes('+') ? text.replaceAll('+', '%2B') : text;
}

/** A `?` that a value holds unescaped cuts the path: the parameters after it stand in the query. */
function paramsInQuery({ queryText }: WireRequest): string {
  const rest = queryText.indexOf(SEPARATOR);
  return rest === -1 ? '' : queryText.slice(rest).replace(/\?$/, '');
}

function fieldsOf(text: string): Fields {
  return text.split(SEPARATOR).map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    return equals === -1 ? [pair, ''] : [pair.slice(0, equals), decodePercent(pair.slice(equals + 1))];
  });
}

export function matches(request: WireRequest): boolean {
  return readPath(request) !== null;
}

export function pixelIdInUrl(request: WireRequest): string {
  const activity = readPath(request);
  return activity ? (readParams(toParams(activity.text)).pixelId ?? '') : '';
}

/** Parameters for the detail view: they are in the path, where a query reader does not look. */
export function pathFields(request: WireRequest): Fields {
  const activity = readPath(request);
  return activity ? fieldsOf(activity.text) : [];
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const activity = readPath(request);
  if (!activity) return { events: [], issues: [] };
  const text = toParams(activity.text + paramsInQuery(request));
  const params = readParams(text);
  const name = `${params.type ?? ''}/${params.category ?? ''}`;
  const isSale = isSalesTag(params);
  const event = blankBrowserEvent('floodlight');
  event.pixelId = params.pixelId ?? '';
  event.action = name;
  event.eventName = name;
  event.orderId = isSale ? params.order : null;
  event.value = isSale ? parseDecimal(params.cost) : null;
  event.role = isSale ? 'conversion' : 'measurement';
  event.mirror = mirrorOf(request, activity.path, params);
  event.mirrorKey = `${params.order ?? ''};${params.random ?? ''}`;
  if (isUniqueCounter(params)) event.oncePerUserAndDay = true;
  event.issues = rawPiiInParams(text, undefined, SEPARATOR);
  return { events: [event], issues: [] };
}

/** Sales tags count quantities and value; in a counter tag `ord` is a random number, 1 or a session ID, never an order. */
function isSalesTag({ quantity, cost, random }: EventParams): boolean {
  return (quantity !== null || cost !== null) && random === null;
}

/** `ord=1;num=` with a random number is how the tag of a unique counter is written. */
function isUniqueCounter({ order, random }: EventParams): boolean {
  return order === '1' && random !== null;
}

/** The page's tag opens the iframe `activityi`; what follows from it repeats `ord` and `num`. */
function mirrorOf(request: WireRequest, path: string, { cookieMatch }: EventParams): false | string {
  if (path.startsWith('fls')) return 'Floodlight repeat on a second host';
  if (cookieMatch !== null) return 'Floodlight repeat with a cookie match';
  const isShort = request.host === 'ad.doubleclick.net' && request.path.startsWith('/activity;');
  return isShort ? 'Floodlight image copy' : false;
}

import type { EventRole } from '../../model/event.ts';
import type { WireRequest } from '../../wire/request.ts';
import { endsWithPath } from '../../wire/url-parts.ts';

/** What kind of Google Ads request a path is, with the tag's number where the path has it. */
export interface HitKind {
  kind: 'primary' | 'fan-out' | 'view-through' | 'collect' | 'remarketing' | 'user-data';
  /** For `mirror`: which request this is. */
  path: string;
  conversionId: string | null;
}

/** Most hits name the tag in the path; tag gateways put their own path before it. `as/p/c` alone could be a shop's. */
const WITH_ID =
  /\/(pagead\/conversion|as\/p\/c(?=\/\d{5})|ccm\/conversion|pagead\/1p-conversion|pagead\/viewthroughconversion|pagead\/1p-user-list|rmkt\/collect|pagead\/form-data|ccm\/form-data)\/(?:AW-)?(\d+)\/?$/;
const COLLECT = '/ccm/collect';

const KINDS: ReadonlyMap<string, HitKind['kind']> = new Map([
  ['pagead/conversion', 'primary'],
  ['as/p/c', 'primary'],
  ['ccm/conversion', 'fan-out'],
  ['pagead/1p-conversion', 'fan-out'],
  ['pagead/viewthroughconversion', 'view-through'],
  ['pagead/1p-user-list', 'remarketing'],
  ['rmkt/collect', 'remarketing'],
  ['pagead/form-data', 'user-data'],
  ['ccm/form-data', 'user-data'],
]);

/** A tag gateway that is one script is called with Google's path, unescaped: `?id=AW-1&s=/as/p/c/1/?random=1&label=x`. */
const SCRIPT_QUERY = /^id=[^&]+&(?:geo=[^&]*&)?s=(\/[^?&]*)\??/;
const SCRIPT_START = 'id=';

/** Google's path in a request to a tag gateway that is one script; null for any other request. */
function scriptedPath({ queryText }: WireRequest): string | null {
  return queryText.startsWith(SCRIPT_START) ? (SCRIPT_QUERY.exec(queryText)?.[1] ?? null) : null;
}

/** True for a request to a tag gateway that is one script. */
export function isToScript(request: WireRequest): boolean {
  return scriptedPath(request) !== null;
}

/** The parameters of a hit as `a=1&b=2`. */
export function hitParams(request: WireRequest): string {
  const text = request.params();
  return text.startsWith(SCRIPT_START) ? text.replace(SCRIPT_QUERY, '') : text;
}

/** A request is matched and then decoded: the last answer is kept. */
let last: { path: string; queryText: string; hit: HitKind | null } = { path: '', queryText: '', hit: null };

/** null where the request is none of Google Ads'. */
export function hitKindOf(request: WireRequest): HitKind | null {
  const { path, queryText } = request;
  if (last.path !== path || last.queryText !== queryText) last = { path, queryText, hit: readKind(request) };
  return last.hit;
}

function readKind(request: WireRequest): HitKind | null {
  const hitPath = scriptedPath(request) ?? request.path;
  if (endsWithPath(hitPath, COLLECT)) return isAdsCollect(request.queryText) ? { kind: 'collect', path: 'ccm/collect', conversionId: null } : null;
  const found = WITH_ID.exec(hitPath);
  const path = found?.[1] ?? '';
  const kind = KINDS.get(path);
  return kind === undefined ? null : { kind, path, conversionId: found?.[2] ?? null };
}

/** `/ccm/collect` serves Analytics and Floodlight tags too. */
function isAdsCollect(query: string): boolean {
  return /(?:^|[?&])tids?=[^&]*AW-\d/.test(query);
}

/** Role of an event by the request that carries it; mirrors have the role of what they copy. */
export function roleOfHit(kind: HitKind['kind'], eventName: string | null): EventRole {
  if (kind === 'primary' || kind === 'fan-out' || eventName === 'conversion') return 'conversion';
  if (kind === 'user-data') return 'user-data';
  return kind === 'collect' ? 'measurement' : 'remarketing';
}

/** Which requests are second copies: of `/pagead/conversion/`, or of the remarketing hit of view-through. */
export function isMirror(kind: HitKind['kind'], eventName: string | null): boolean {
  if (kind === 'fan-out' || kind === 'remarketing') return true;
  return (kind === 'view-through' || kind === 'collect') && eventName === 'conversion';
}

const TEMPLATE = /\{\{.*\}\}|\$\{.*\}|%%.*%%/;
/** What a script makes of a value that is not there; `true` and `false` say so only where they are all there is. */
const NOTHING = /(?:^|[-_.:#/|])(?:undefined|null|nan|\[object object\])(?=$|[-_.:#/|])|^(?:true|false)$/i;
const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const SHA256 = /^[0-9a-f]{64}$/i;

/** True for an ID that a template engine or a script left unresolved. Where a number stands beside the gap, that still tells orders apart. */
export function isUnresolved(id: string): boolean {
  return hasPlaceholder(id) || (!/\d/.test(id) && NOTHING.test(id.trim()));
}

/** Asked of nearly every ID, so without an expression first. */
function hasPlaceholder(id: string): boolean {
  return (id.includes('{{') || id.includes('${') || id.includes('%%')) && TEMPLATE.test(id);
}

/** With or without its dashes. */
export function isUuid(id: string): boolean {
  return UUID.test(id);
}

/** In hexadecimal. */
export function isSha256(id: string): boolean {
  return SHA256.test(id);
}

/** In seconds or milliseconds. */
export function isUnixTime(id: string): boolean {
  return /^1\d{9}(?:\d{3})?$/.test(id);
}

/** A part that was left empty on this side alone. */
export function hasGap(id: string, other: string): boolean {
  return NOTHING.test(id) && !NOTHING.test(other);
}

const SECRET_KEY = /(token|secret|password|passwd|signature|authorization|api_?key|access_?key|appsecret_proof|jwt)$/i;
const SECRET_KEYS = new Set(['key', 'sig', 'auth', 'pwd', 'cookie']);

const PERSONAL = new Set(
  ('em email emails emailaddress hashedemail ph phone phones phonenumber phonenumbers hashedphonenumber mobile tel ' +
    'fn ln firstname firstnames lastname lastnames fullname givenname familyname hashedfirstname hashedlastname ' +
    'ip uip ipaddress clientip clientipaddress ipoverride street streetaddress hashedstreetaddress dob dateofbirth').split(' '),
);
/** Names under which platforms carry event and order IDs; Reddit's are SHA-256 hashes and must stay whole to be compared. */
const EVENT_IDS = new Set('eid eventid transactionid tid orderid oid ord ordinal conversionid cdid clientdedupid clientdedupeid clientdeduplicationid etid id'.split(' '));
/** Too short or too common to be personal by themselves. */
const PERSONAL_IN_USER = new Set('ct st zp ge db city zip postalcode postalcodes region gender name address hashedaddress'.split(' '));
const USER_CONTAINERS = new Set('ud aud udff cud ncud user userdata useridentifiers addressinfo'.split(' '));

/** True where the value is a credential, whatever it looks like. */
export function isSecret(key: string): boolean {
  return SECRET_KEY.test(key) || SECRET_KEYS.has(key.toLowerCase());
}

/** True where the value is an e-mail, a phone number, a name, an address or an IP. `ud[em]` and `user_data.em` count alike. */
export function isPersonal(key: string): boolean {
  const name = leaf(key);
  return PERSONAL.has(name) || (PERSONAL_IN_USER.has(name) && isUserContainer(parentOf(key)));
}

/** True where the value names an event or an order: redacted like any text, but a hash in it is the ID, not a person. */
export function isEventId(key: string): boolean {
  return EVENT_IDS.has(leaf(key)) && !isUserContainer(parentOf(key));
}

/** True where what stands inside describes a person. */
export function isUserContainer(key: string): boolean {
  return USER_CONTAINERS.has(leaf(key));
}

/** Names of fields, in lower case, whose values the user wants left out of every export beside what is personal by itself. */
export type FieldNames = ReadonlySet<string>;

export function fieldNames(names: readonly string[]): FieldNames {
  return new Set(names.map((name) => name.toLowerCase()));
}

/** True where the user named the field: `cd[loyalty_id]` and `custom_data.loyalty_id` by `loyalty_id`. */
export function isNamed(key: string, names?: FieldNames): boolean {
  return names !== undefined && names.size > 0 && (names.has(key.toLowerCase()) || names.has(lastPart(key).toLowerCase()));
}

function lastPart(key: string): string {
  return key.replace(/\]+$/, '').split(/[.[]/).at(-1) ?? '';
}

function parentOf(key: string): string {
  return key.slice(0, Math.max(key.lastIndexOf('['), key.lastIndexOf('.'), 0));
}

/** `user_data.email_sha256` and `ud[em]` both end in a name that says what the value is. */
function leaf(key: string): string {
  return lastPart(key).toLowerCase().replace(/sha_?256/, '').replace(/[^a-z]/g, '');
}

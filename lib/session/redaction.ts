import { nearForms } from '../dedup/id-forms.ts';
import { sha256Hex } from '../wire/sha256.ts';
import { isEventId, isNamed, isSecret, type FieldNames } from './personal-keys.ts';
import { createStandIns, SPACED_PLUS, type StandIns } from './stand-ins.ts';

/** What one export is redacted by. All its texts go through the same one, so that what was equal stays equal. */
export interface Redaction {
  /** Fields that the user wants left out besides what is personal by itself. */
  also: FieldNames;
  standIns: StandIns;
  /** Forms of the event and order IDs that stood in such a field: what shares one goes wherever it names an event, since IDs that are alike have to stay alike. */
  namedIds: Set<string>;
}

const STAND_IN = /\[(?:(?:email|phone|ip|removed)(?:(?:~|%7E)\d+)+|(?:prefix|suffix)(?:~|%7E)[a-z]+)\]/gi;
const IS_STAND_IN = new RegExp(`^(?:${STAND_IN.source}-?)+$`, 'i');
const SHA256 = /^[0-9a-f]{64}$/i;
/** What a template engine or a script left unresolved. */
const PLACEHOLDER = /^\s*(?:\{\{[^{}]*\}\}|\$\{[^{}]*\}|%%[^%]*%%|undefined|null|nan|\[object object\]|true|false)\s*$/i;

export function createRedaction(also: FieldNames = new Set(), standIns: StandIns = createStandIns()): Redaction {
  return { also, standIns, namedIds: new Set() };
}

/** Redacts to see what there is: the result counts only when it is known which IDs the user's fields hold, and which texts resemble each other. */
export function prepareRedaction(also: FieldNames | undefined, redactAll: (by: Redaction) => void): Redaction {
  const draft = createRedaction(also);
  for (let known = -1; known < draft.namedIds.size; ) {
    known = draft.namedIds.size;
    redactAll(draft);
  }
  return { ...draft, standIns: draft.standIns.restart() };
}

/** What stands for a value that its field gives away, or that is an ID known from such a field; null where it may stay. */
export function redactNamed(key: string, value: string, by: Redaction): string | null {
  if (isSecret(key)) return remove(value, by);
  if (isNamed(key, by.also) && isNobodys(key, value)) return value;
  if (!isEventId(key)) return isNamed(key, by.also) ? remove(value, by) : null;
  const id = value.replaceAll(SPACED_PLUS, ' ');
  const goes = isNamedId(id, isNamed(key, by.also), by);
  if (SHA256.test(value)) return by.standIns.ofHash(value) ?? (goes ? sha256Hex(remove(value, by)) : null);
  return goes ? removeCore(value, by, by.standIns.ofId) : null;
}

/** True for a value that says nothing of anybody and that verdicts are made of; as Floodlight's `ord`, 1 says how a counter counts. */
function isNobodys(key: string, value: string): boolean {
  return PLACEHOLDER.test(value) || (value === '1' && isEventId(key));
}

function isNamedId(id: string, isNamed: boolean, { namedIds }: Redaction): boolean {
  const forms = [id.trim().toLowerCase(), ...nearForms(id)].filter((form) => form !== '');
  if (!isNamed && !forms.some((form) => namedIds.has(form))) return false;
  for (const form of forms) namedIds.add(form);
  return true;
}

/** Removes a whole value. */
export function remove(value: string, by: Redaction): string {
  return removeCore(value, by, (core) => by.standIns.of('removed', core));
}

/** White space around it stays: it is a reason of the verdict. */
function removeCore(value: string, by: Redaction, standFor: (core: string) => string): string {
  const core = value.trim();
  if (core === '' || IS_STAND_IN.test(core)) {
    keepStandIns(core, by);
    return value;
  }
  const start = value.indexOf(core);
  return value.slice(0, start) + standFor(core) + value.slice(start + core.length);
}

/** Sees to it that no stand-in of an earlier export is given to another text. */
export function keepStandIns(text: string, by: Redaction): void {
  for (const standIn of text.includes('[') ? (text.match(STAND_IN) ?? []) : []) by.standIns.keep(standIn);
}

import type { RelayConnection } from '../../lib/model/settings.ts';
import { FIELD_ERRORS } from '../strings.ts';
import { parseEvents } from './expected-events.ts';
import { isActivity, sitesIn, type MappingDraft, type OptionsDraft } from './options-draft.ts';

/** Field key (`<line id>.<field>`) → what is wrong with it. */
export type FieldErrors = Readonly<Record<string, string>>;

const HOST = String.raw`[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?`;
const HOST_ONLY = new RegExp(`^${HOST}$`, 'i');
const HOST_PATTERN = new RegExp(String.raw`^(\*|(\*\.)?${HOST})$`, 'i');

/** Every field that cannot be saved; {} where all is well. */
export function validateOptions({ relays, actions, activities, firstParty, expectations, graceSeconds, ...recording }: OptionsDraft): FieldErrors {
  const errors: Record<string, string> = {};
  const note = (key: string, error: string | null) => {
    if (error !== null) errors[key] = error;
  };
  const hosts = relays.map(({ hostPattern }) => hostPattern);
  const ownHosts = firstParty.map(({ host }) => host);
  relays.forEach((relay, index) => {
    note(`${relay.id}.hostPattern`, HOST_PATTERN.test(relay.hostPattern.trim()) ? repeated(hosts, index, FIELD_ERRORS.duplicateHost) : FIELD_ERRORS.hostPattern);
    Object.assign(errors, connectionErrors(relay));
  });
  Object.assign(errors, mappingErrors(actions, isGoogleAdsLabel, GOOGLE_ADS), mappingErrors(activities, isActivity, FLOODLIGHT));
  firstParty.forEach(({ id, host }, index) => {
    note(`${id}.host`, HOST_ONLY.test(host.trim()) ? repeated(ownHosts, index, FIELD_ERRORS.duplicateFirstParty) : FIELD_ERRORS.host);
  });
  for (const { id, page, events } of expectations) {
    note(`${id}.page`, /^\S*\/\S*$/.test(page.trim()) ? null : FIELD_ERRORS.page);
    note(`${id}.events`, parseEvents(events) === null ? FIELD_ERRORS.events : null);
  }
  note('graceSeconds', isWholeSeconds(graceSeconds) ? null : FIELD_ERRORS.grace);
  note('sites', sitesIn(recording.sites).every((site) => HOST_PATTERN.test(site)) ? null : FIELD_ERRORS.sites);
  for (const field of ['maxCaptures', 'maxAgeDays', 'maxMegabytes'] as const) note(field, isWholeNumber(recording[field]) ? null : FIELD_ERRORS.wholeNumber);
  return errors;
}

interface MappingWords {
  label: string;
  actionId: string;
  repeated: string;
}

const GOOGLE_ADS: MappingWords = { label: FIELD_ERRORS.label, actionId: FIELD_ERRORS.actionId, repeated: FIELD_ERRORS.duplicateLabel };
const FLOODLIGHT: MappingWords = { label: FIELD_ERRORS.activityLabel, actionId: FIELD_ERRORS.activityId, repeated: FIELD_ERRORS.duplicateActivity };

function isGoogleAdsLabel(label: string): boolean {
  return /^AW-[^\s/]+\/\S+$/i.test(label.trim());
}

function mappingErrors(lines: readonly MappingDraft[], isLabel: (label: string) => boolean, words: MappingWords): FieldErrors {
  const labels = lines.map(({ label }) => label);
  const errors = lines.flatMap(({ id, label, actionId }, index): [string, string | null][] => [
    [`${id}.label`, isLabel(label) ? repeated(labels, index, words.repeated) : words.label],
    [`${id}.actionId`, /^\d+$/.test(actionId.trim()) ? null : words.actionId],
  ]);
  return Object.fromEntries(errors.filter((entry): entry is [string, string] => entry[1] !== null));
}

/** What keeps a connection from being tested: endpoint and token. */
export function connectionErrors({ id, endpoint, token }: RelayConnection): FieldErrors {
  const errors: Record<string, string> = {};
  const endpointError = checkEndpoint(endpoint.trim());
  if (endpointError !== null) errors[`${id}.endpoint`] = endpointError;
  if (!/^[\x21-\x7e]*$/.test(token.trim())) errors[`${id}.token`] = FIELD_ERRORS.token;
  return errors;
}

function checkEndpoint(endpoint: string): string | null {
  if (!/^https?:\/\//i.test(endpoint) || !URL.canParse(endpoint)) return FIELD_ERRORS.endpoint;
  const { username, password, search, hash } = new URL(endpoint);
  return username + password + search + hash === '' ? null : FIELD_ERRORS.endpointExtras;
}

/** Only the later of two equal lines is marked. */
function repeated(values: readonly string[], index: number, error: string): string | null {
  const value = values[index]?.trim().toLowerCase();
  return values.slice(0, index).some((earlier) => earlier.trim().toLowerCase() === value) ? error : null;
}

function isWholeNumber(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text.trim());
}

function isWholeSeconds(text: string): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 3600;
}

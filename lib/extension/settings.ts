import * as v from 'valibot';
import { PLATFORM_IDS } from '../model/platform-id.ts';
import { DEFAULT_SETTINGS, type Settings } from '../model/settings.ts';

const RelaySchema = v.object({ id: v.string(), hostPattern: v.string(), endpoint: v.string(), token: v.string() });

const ExpectationSchema = v.object({
  id: v.string(),
  name: v.string(),
  page: v.string(),
  events: v.array(v.object({ platform: v.picklist(PLATFORM_IDS), event: v.string(), count: v.pipe(v.number(), v.integer(), v.minValue(0)) })),
  deduplicated: v.boolean(),
});

/** Unknown fields of a newer minor version are dropped; a wrong field is an error, not a default. */
const SettingsSchema = v.object({
  version: v.literal(1),
  relays: v.array(RelaySchema),
  conversionActions: v.record(v.string(), v.string()),
  firstParty: v.array(v.object({ host: v.string(), platform: v.picklist(PLATFORM_IDS) })),
  recording: v.boolean(),
  graceMs: v.pipe(v.number(), v.minValue(0)),
  maxCaptures: v.pipe(v.number(), v.integer(), v.minValue(1)),
  // Added later: settings that were stored before have none of them.
  maxAgeDays: v.optional(v.pipe(v.number(), v.minValue(1)), DEFAULT_SETTINGS.maxAgeDays),
  maxMegabytes: v.optional(v.pipe(v.number(), v.minValue(1)), DEFAULT_SETTINGS.maxMegabytes),
  sites: v.optional(v.array(v.string()), [...DEFAULT_SETTINGS.sites]),
  dismissedHosts: v.optional(v.array(v.string()), [...DEFAULT_SETTINGS.dismissedHosts]),
  pageHook: v.optional(v.boolean(), DEFAULT_SETTINGS.pageHook),
  redactedFields: v.optional(v.array(v.string()), [...DEFAULT_SETTINGS.redactedFields]),
  expectations: v.optional(v.array(ExpectationSchema), []),
});

/** Stored settings as read, or one sentence on why they were not usable. */
export interface ReadSettings {
  settings: Settings;
  /** null = they were usable. */
  fault: string | null;
}

/** Lifts settings of an older version, field by field with the defaults of today; version 0 had no `version`. */
function migrate(stored: unknown): unknown {
  const isOlder = typeof stored === 'object' && stored !== null && !('version' in stored);
  return isOlder ? { ...DEFAULT_SETTINGS, ...stored, version: 1 } : stored;
}

/** Reads what `storage.local` holds. Never throws. */
export function readSettings(stored: unknown): ReadSettings {
  if (stored === undefined || stored === null) return { settings: DEFAULT_SETTINGS, fault: null };
  const parsed = v.safeParse(SettingsSchema, migrate(stored));
  if (parsed.success) return { settings: parsed.output, fault: null };
  const [issue] = parsed.issues;
  const place = v.getDotPath(issue) ?? 'settings';
  return {
    settings: DEFAULT_SETTINGS,
    fault: `The stored settings cannot be used (${place}: ${issue.message}). The defaults are in force; the old ones are kept aside. Open the options and save them again.`,
  };
}

/** Checks settings that an extension page wants to store. @throws SettingsError */
export function checkSettings(input: unknown): Settings {
  const parsed = v.safeParse(SettingsSchema, input);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new SettingsError(`The settings were not saved: ${v.getDotPath(issue) ?? 'settings'}: ${issue.message}.`);
}

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly code = 'bad-settings';
}

/** The part of `browser.storage.local` that settings need. */
export interface SettingsStorage {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

const KEY = 'settings';
const ASIDE_KEY = 'settings.unusable';

/** True where a change of `storage.local` is one of the settings. */
export function concernsSettings(changes: Readonly<Record<string, unknown>>): boolean {
  return KEY in changes;
}

/** Reads the settings as they are stored now. */
export async function readStored(storage: Pick<SettingsStorage, 'get'>): Promise<ReadSettings> {
  return readSettings((await storage.get(KEY))[KEY]);
}

/** Loads the settings. Unusable ones are put under another key, so that nothing is lost and the fault is told once. */
export async function loadSettings(storage: SettingsStorage): Promise<ReadSettings> {
  const stored = (await storage.get(KEY))[KEY];
  const read = readSettings(stored);
  if (read.fault !== null) await storage.set({ [ASIDE_KEY]: stored, [KEY]: read.settings });
  return read;
}

export async function saveSettings(storage: SettingsStorage, settings: Settings): Promise<void> {
  await storage.set({ [KEY]: settings });
}

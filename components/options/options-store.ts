import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ConnectionStep } from '../../lib/model/relay.ts';
import type { RelayConnection, Settings } from '../../lib/model/settings.ts';
import type { HostSuggestion } from '../../lib/model/suggestion.ts';
import { cleanRelay, toDraft, toSettings } from './options-draft.ts';
import type { OptionsDraft } from './options-draft.ts';
import { connectionErrors, validateOptions } from './validate-options.ts';
import type { FieldErrors } from './validate-options.ts';

/** A connection test: `running`, or its steps up to the first that failed, or why it could not be run. */
export type ConnectionTest = 'running' | readonly ConnectionStep[] | { failed: string };

export interface OptionsState {
  /** null until the settings have been read. */
  draft: OptionsDraft | null;
  stored: Settings | null;
  /** Hosts that the recorder suggests as first-party endpoints. */
  suggestions: readonly HostSuggestion[];
  /** Shown since the last attempt to save or test; a field's error goes when it is edited. */
  errors: FieldErrors;
  saved: 'yes' | 'no' | 'saving';
  /** Why the settings could not be read or written; null = nothing went wrong. */
  failure: string | null;
  /** Whether the browser lets the recorder see every site; null until it has been asked. */
  permitted: boolean | null;
  /** By connection ID. */
  tests: Readonly<Record<string, ConnectionTest>>;
}

/** What the options page asks of the background. */
export interface OptionsActions {
  read: () => Promise<Settings>;
  suggestions: () => Promise<readonly HostSuggestion[]>;
  write: (settings: Settings) => Promise<void>;
  test: (connection: RelayConnection) => Promise<readonly ConnectionStep[]>;
  newId: () => string;
  isPermitted: () => Promise<boolean>;
  /** Asks the user; only within a click. */
  grantAccess: () => Promise<boolean>;
  exportSettings: (settings: Settings) => void;
  /** Reads a settings file's text; throws an error with one sentence on what is wrong with it. */
  readSettingsFile: (text: string, stored: Settings) => Settings;
}

export type OptionsStore = StoreApi<OptionsState>;

export function createOptionsStore(): OptionsStore {
  return createStore<OptionsState>(() => ({ draft: null, stored: null, suggestions: [], errors: {}, saved: 'yes', failure: null, permitted: null, tests: {} }));
}

export async function loadOptions(store: OptionsStore, { read, suggestions: readSuggestions, newId, isPermitted }: OptionsActions): Promise<void> {
  try {
    const [stored, suggestions, permitted] = await Promise.all([read(), readSuggestions(), isPermitted()]);
    store.setState({ stored, suggestions, permitted, draft: toDraft(stored, newId), failure: null });
  } catch (error) {
    store.setState({ failure: messageOf(error) });
  }
}

/** Asks for the access to all sites that the user or the browser took away. */
export async function grantAccess(store: OptionsStore, actions: OptionsActions): Promise<void> {
  try {
    store.setState({ permitted: await actions.grantAccess(), failure: null });
  } catch (error) {
    store.setState({ failure: messageOf(error) });
  }
}

/** Takes an edit over; `field` is the key of the edited field, whose error it ends. */
export function editDraft(store: OptionsStore, change: Partial<OptionsDraft>, field?: string): void {
  store.setState(({ draft, errors }) => {
    const left = Object.fromEntries(Object.entries(errors).filter(([key]) => key !== field));
    return draft === null ? {} : { draft: { ...draft, ...change }, errors: left, saved: 'no', failure: null };
  });
}

/** Puts a settings file's content into the form; nothing is stored before the user saves it. */
export function importSettings(store: OptionsStore, { readSettingsFile, newId }: OptionsActions, text: string): void {
  const { stored } = store.getState();
  if (stored === null) return;
  try {
    store.setState({ draft: toDraft(readSettingsFile(text, stored), newId), errors: {}, saved: 'no', failure: null });
  } catch (error) {
    store.setState({ failure: messageOf(error) });
  }
}

export async function saveOptions(store: OptionsStore, { write }: OptionsActions): Promise<void> {
  const { draft, stored } = store.getState();
  if (draft === null || stored === null) return;
  const errors = validateOptions(draft);
  store.setState({ errors });
  if (Object.keys(errors).length > 0) return;
  const settings = toSettings(draft, stored);
  store.setState({ saved: 'saving', failure: null });
  try {
    await write(settings);
    // An edit made while the write ran is not saved.
    store.setState((state) => ({ stored: settings, saved: state.draft === draft ? 'yes' : 'no' }));
  } catch (error) {
    store.setState({ saved: 'no', failure: messageOf(error) });
  }
}

/** Tests a connection as it is typed, saved or not. */
export async function testConnection(store: OptionsStore, { test }: OptionsActions, relay: RelayConnection): Promise<void> {
  const errors = connectionErrors(relay);
  store.setState((state) => ({ errors: { ...state.errors, ...errors } }));
  if (Object.keys(errors).length > 0) return;
  const note = (result: ConnectionTest) => store.setState(({ tests }) => ({ tests: { ...tests, [relay.id]: result } }));
  note('running');
  try {
    note(await test(cleanRelay(relay)));
  } catch (error) {
    note({ failed: messageOf(error) });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

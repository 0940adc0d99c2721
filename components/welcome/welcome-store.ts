import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { WelcomeProgress, WelcomeStep } from '../../lib/model/welcome.ts';
import { createOptionsStore, editDraft, loadOptions, saveOptions } from '../options/options-store.ts';
import type { OptionsActions, OptionsStore } from '../options/options-store.ts';
import { siteAddress } from './site-address.ts';

export interface WelcomeState {
  /** null until it is known where the welcome was left. */
  progress: WelcomeProgress | null;
  /** Whether the user has a relay to connect. */
  hasRelay: boolean;
  /** The shop's address as typed. */
  site: string;
  /** The typed address was to be opened and is none. */
  siteInvalid: boolean;
  /** Requests recorded since the welcome was begun; null until the log has been read. */
  seen: number | null;
}

/** What the welcome asks of the background and the browser, beside what the options do. */
export interface WelcomeActions {
  options: OptionsActions;
  /** Where the welcome was left, or a new start. */
  readProgress: () => Promise<WelcomeProgress>;
  /** null = ended. */
  saveProgress: (progress: WelcomeProgress | null) => Promise<void>;
  /** Opens an address in a new tab. */
  open: (url: string) => void;
  /** Closes the welcome's own tab. */
  close: () => void;
}

export type WelcomeStore = StoreApi<WelcomeState>;

/** The welcome's own state, and the settings as the options edit them. */
export interface WelcomeProps {
  welcome: WelcomeStore;
  options: OptionsStore;
  actions: WelcomeActions;
}

export function createWelcome(actions: WelcomeActions): WelcomeProps {
  const welcome = createStore<WelcomeState>(() => ({ progress: null, hasRelay: true, site: '', siteInvalid: false, seen: null }));
  return { welcome, options: createOptionsStore(), actions };
}

export async function loadWelcome({ welcome, options, actions }: WelcomeProps): Promise<void> {
  const [progress] = await Promise.all([actions.readProgress(), loadOptions(options, actions.options)]);
  offerRelay(options, actions);
  welcome.setState({ progress });
}

/** A connection to fill in, where none is stored. */
function offerRelay(options: OptionsStore, { options: { newId } }: WelcomeActions): void {
  if (options.getState().draft?.relays.length === 0) editDraft(options, { relays: [{ id: newId(), hostPattern: '*', endpoint: '', token: '' }] });
}

export async function goToStep({ welcome, actions }: WelcomeProps, step: WelcomeStep): Promise<void> {
  const { progress } = welcome.getState();
  if (progress === null) return;
  const next = { ...progress, step };
  welcome.setState({ progress: next });
  // Where it cannot be kept, the welcome starts from its beginning the next time: no reason to stop it now.
  await actions.saveProgress(next).catch(() => undefined);
}

/** Stores the connection, unless there is none to store, and goes on; stays where a field or the storage refuses. */
export async function leaveRelay(props: WelcomeProps): Promise<void> {
  const { welcome, options, actions } = props;
  if (welcome.getState().hasRelay) {
    await saveOptions(options, actions.options);
    const { errors, saved } = options.getState();
    if (saved !== 'yes' || Object.keys(errors).length > 0) return;
  }
  await goToStep(props, 3);
}

export function openSite({ welcome, actions }: WelcomeProps): void {
  const address = siteAddress(welcome.getState().site);
  welcome.setState({ siteInvalid: address === null });
  if (address !== null) actions.open(address);
}

export async function endWelcome({ actions }: WelcomeProps): Promise<void> {
  await actions.saveProgress(null).catch(() => undefined);
  actions.close();
}

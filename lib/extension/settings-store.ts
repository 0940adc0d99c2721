import { DEFAULT_SETTINGS, type Settings } from '../model/settings.ts';
import { checkSettings, concernsSettings, loadSettings, readStored, saveSettings, type SettingsStorage } from './settings.ts';

/** The part of `browser.storage.local` that the store needs. */
export interface SharedStorage extends SettingsStorage {
  onChanged: { addListener(heard: (changes: Record<string, unknown>) => void): void };
}

/** The settings in force; the background owns them. Chromium's background of private windows is a second owner of the same. */
export class SettingsStore {
  readonly #storage: SharedStorage;
  readonly #listeners: ((before: Settings, after: Settings) => void)[] = [];
  #current: Settings = DEFAULT_SETTINGS;
  /** Resolves once they are read, to one sentence on why the stored ones were not usable; null = they were. */
  readonly loaded: Promise<string | null>;

  constructor(storage: SharedStorage) {
    this.#storage = storage;
    this.loaded = this.#load();
    storage.onChanged.addListener((changes) => {
      if (concernsSettings(changes)) void this.#adopt();
    });
  }

  /** The defaults until `loaded` resolves. */
  get current(): Settings {
    return this.#current;
  }

  /** @throws SettingsError where a field is wrong; nothing is saved then. */
  async write(input: unknown): Promise<void> {
    const after = checkSettings(input);
    await this.loaded;
    await saveSettings(this.#storage, after);
    this.#change(after);
  }

  /** What the other background stored. Read, not taken from the event: that may be older. */
  async #adopt(): Promise<void> {
    await this.loaded;
    const { settings, fault } = await readStored(this.#storage).catch(() => ({ settings: this.#current, fault: null }));
    if (fault === null) this.#change(settings);
  }

  /** The browser may tell of a write before the write itself is done: the second to come finds nothing to change. */
  #change(after: Settings): void {
    const before = this.#current;
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    this.#current = after;
    for (const changed of this.#listeners) changed(before, after);
  }

  /** Calls back after every change. */
  onChange(changed: (before: Settings, after: Settings) => void): void {
    this.#listeners.push(changed);
  }

  async #load(): Promise<string | null> {
    try {
      const { settings, fault } = await loadSettings(this.#storage);
      this.#current = settings;
      return fault;
    } catch (error) {
      return `The settings could not be read (${String(error)}). The defaults are in force; restart the browser.`;
    }
  }
}

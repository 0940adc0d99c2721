import { DEFAULT_SETTINGS, type Settings } from '../model/settings.ts';
import { checkSettings, loadSettings, saveSettings, type SettingsStorage } from './settings.ts';

/** The settings in force; the background owns them. */
export class SettingsStore {
  readonly #storage: SettingsStorage;
  readonly #listeners: ((before: Settings, after: Settings) => void)[] = [];
  #current: Settings = DEFAULT_SETTINGS;
  /** Resolves once they are read, to one sentence on why the stored ones were not usable; null = they were. */
  readonly loaded: Promise<string | null>;

  constructor(storage: SettingsStorage) {
    this.#storage = storage;
    this.loaded = this.#load();
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
    const before = this.#current;
    this.#current = after;
    for (const changed of this.#listeners) changed(before, after);
  }

  /** Calls back after every write. */
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

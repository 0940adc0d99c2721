import type { Permissions } from 'webextension-polyfill';
import type { SessionStorage } from './recorder.ts';

/** The part of `browser.permissions` that is needed. */
export type PermissionsApi = Pick<Permissions.Static, 'contains' | 'onAdded' | 'onRemoved'>;

/** Requests show only where both their target and their page are granted, and a shop can be any page. */
export const EVERY_SITE: Permissions.Permissions = { origins: ['<all_urls>'] };

/** Whether the recorder may see requests of every site. The user can take that back at any time; Firefox may never have given it. */
export class SiteAccess {
  readonly #api: PermissionsApi;
  readonly #storage: SessionStorage;
  readonly #changed: (permitted: boolean) => void;
  /** As last told; kept over restarts of the background, so that each change is told once. */
  #told: boolean | null = null;
  #checks: Promise<boolean> = Promise.resolve(true);

  /** `changed`: called with every change; a permission that was there from the start is none. */
  constructor(api: PermissionsApi, storage: SessionStorage, changed: (permitted: boolean) => void) {
    this.#api = api;
    this.#storage = storage;
    this.#changed = changed;
    const check = (): void => void this.check();
    api.onAdded.addListener(check);
    api.onRemoved.addListener(check);
  }

  /** Asks the browser, one question at a time. */
  check(): Promise<boolean> {
    this.#checks = this.#checks.then(() => this.#check());
    return this.#checks;
  }

  async #check(): Promise<boolean> {
    // A browser that does not answer has not taken the permission away.
    const permitted = await this.#api.contains(EVERY_SITE).catch(() => true);
    const before = (this.#told ??= await this.#stored());
    if (permitted === before) return permitted;
    this.#told = permitted;
    await this.#storage.set({ permitted }).catch(() => undefined);
    this.#changed(permitted);
    return permitted;
  }

  async #stored(): Promise<boolean> {
    const { permitted } = await this.#storage.get(['permitted']).catch(() => ({ permitted: true }));
    return permitted !== false;
  }
}

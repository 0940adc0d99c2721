import * as v from 'valibot';
import type { Browser } from 'webextension-polyfill';
import { WELCOME_STEPS, type WelcomeProgress } from '../model/welcome.ts';
import type { SettingsStorage } from './settings.ts';

const KEY = 'welcome';

const ProgressSchema = v.object({ step: v.picklist(WELCOME_STEPS), since: v.number() });

/** Opens the welcome in a tab when the extension is installed; an update opens nothing. */
export function welcomeOnInstall({ runtime, tabs }: Pick<Browser, 'runtime' | 'tabs'>): void {
  runtime.onInstalled.addListener(({ reason }) => {
    if (reason !== 'install') return;
    // A browser without a window shows none; the options lead to the welcome, too.
    tabs.create({ url: runtime.getURL('welcome.html') }).catch(() => undefined);
  });
}

/** How far the welcome has come; null where it was never begun, was ended, or cannot be read. */
export async function readWelcome(storage: SettingsStorage): Promise<WelcomeProgress | null> {
  const parsed = v.safeParse(ProgressSchema, (await storage.get(KEY))[KEY]);
  return parsed.success ? parsed.output : null;
}

/** `null`: the welcome was ended, and starts anew when it is opened again. */
export function saveWelcome(storage: SettingsStorage, progress: WelcomeProgress | null): Promise<void> {
  return storage.set({ [KEY]: progress });
}

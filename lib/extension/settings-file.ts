import type { Settings } from '../model/settings.ts';
import { checkSettings, SettingsError } from './settings.ts';

/** The settings as a file for a colleague: everything but the tokens. */
export function toSettingsFile(settings: Settings): string {
  const relays = settings.relays.map((relay) => ({ ...relay, token: '' }));
  return `${JSON.stringify({ pixelpairSettings: 1, settings: { ...settings, relays } }, null, 2)}\n`;
}

/**
 * Reads such a file. A connection whose endpoint is known here keeps the token that is stored here.
 * @throws SettingsError with one sentence on what is wrong
 */
export function readSettingsFile(text: string, stored: Settings): Settings {
  const read = checkSettings(settingsIn(text));
  const tokens = new Map(stored.relays.map(({ endpoint, token }) => [endpoint, token]));
  return { ...read, relays: read.relays.map((relay) => ({ ...relay, token: tokens.get(relay.endpoint) ?? relay.token })) };
}

function settingsIn(text: string): unknown {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw new SettingsError(`The file is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (typeof file === 'object' && file !== null && 'pixelpairSettings' in file && 'settings' in file) {
    if (file.pixelpairSettings === 1) return file.settings;
    throw new SettingsError(`The settings file has version ${String(file.pixelpairSettings)}; this Pixelpair reads version 1. Update the extension.`);
  }
  throw new SettingsError('The file holds no Pixelpair settings. Choose a file that was saved with "Save settings".');
}

import { v7 } from 'uuid';
import type { OptionsActions } from '../../components/options/options-store.ts';
import { sendRequest } from '../../lib/extension/send.ts';
import { readSettingsFile, toSettingsFile } from '../../lib/extension/settings-file.ts';
import { grantAccess, isPermitted } from '../../lib/extension/site-access.ts';
import { download, fileStamp } from '../panel/download.ts';

/** What the pages that edit settings ask of the background and the browser. */
export const optionsActions: OptionsActions = {
  read: () => sendRequest('settings.read', {}),
  suggestions: async () => (await sendRequest('suggestions.read', {})).suggestions,
  write: async (settings) => {
    await sendRequest('settings.write', { settings });
  },
  test: async (connection) => (await sendRequest('relay.test', { connection })).steps,
  newId: () => v7(),
  isPermitted,
  grantAccess,
  exportSettings: (settings) => download(`pixelpair-settings-${fileStamp(Date.now())}.json`, new Blob([toSettingsFile(settings)], { type: 'application/json' })),
  readSettingsFile,
};

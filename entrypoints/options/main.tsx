import { render } from 'preact';
import { v7 } from 'uuid';
import { OptionsForm } from '../../components/options/options-form.tsx';
import { createOptionsStore, loadOptions } from '../../components/options/options-store.ts';
import type { OptionsActions } from '../../components/options/options-store.ts';
import { sendRequest } from '../../lib/extension/send.ts';

const actions: OptionsActions = {
  read: () => sendRequest('settings.read', {}),
  write: async (settings) => {
    await sendRequest('settings.write', { settings });
  },
  test: async (connection) => (await sendRequest('relay.test', { connection })).steps,
  newId: () => v7(),
};

const store = createOptionsStore();
void loadOptions(store, actions);
const app = document.getElementById('app');
if (app !== null) render(<OptionsForm store={store} actions={actions} />, app);

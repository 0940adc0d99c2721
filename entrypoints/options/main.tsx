import { render } from 'preact';
import { OptionsForm } from '../../components/options/options-form.tsx';
import { createOptionsStore, loadOptions } from '../../components/options/options-store.ts';
import { optionsActions } from './options-actions.ts';

const store = createOptionsStore();
void loadOptions(store, optionsActions);
const app = document.getElementById('app');
if (app !== null) render(<OptionsForm store={store} actions={optionsActions} />, app);

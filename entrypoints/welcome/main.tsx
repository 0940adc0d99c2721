import { render } from 'preact';
import { createWelcome, loadWelcome } from '../../components/welcome/welcome-store.ts';
import { Welcome } from '../../components/welcome/welcome.tsx';
import { browser } from '../../lib/extension/browser.ts';
import { readWelcome, saveWelcome } from '../../lib/extension/welcome.ts';
import { optionsActions } from '../options/options-actions.ts';
import { countRequests } from './count-requests.ts';

const storage = browser.storage.local;

async function closeTab(): Promise<void> {
  const { id } = await browser.tabs.getCurrent();
  if (id !== undefined) await browser.tabs.remove(id);
}

const props = createWelcome({
  options: optionsActions,
  readProgress: async () => (await readWelcome(storage)) ?? { step: 1, since: Date.now() },
  saveProgress: (progress) => saveWelcome(storage, progress),
  open: (url) => void browser.tabs.create({ url }),
  close: () => void closeTab(),
});

void loadWelcome(props).then(() => countRequests(props.welcome.getState().progress?.since ?? Date.now(), (seen) => props.welcome.setState({ seen })));
const app = document.getElementById('app');
if (app !== null) render(<Welcome {...props} />, app);

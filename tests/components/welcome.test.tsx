import { render, screen, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { createWelcome, loadWelcome } from '../../components/welcome/welcome-store.ts';
import type { WelcomeActions } from '../../components/welcome/welcome-store.ts';
import { Welcome } from '../../components/welcome/welcome.tsx';
import { DEFAULT_SETTINGS } from '../../lib/model/settings.ts';
import type { Settings } from '../../lib/model/settings.ts';
import type { WelcomeProgress } from '../../lib/model/welcome.ts';
import './clean-page.ts';

const RELAY = { id: 'r1', hostPattern: '*', endpoint: 'https://relay.shop.test', token: 'secret' };

interface Begun {
  progress?: WelcomeProgress;
  settings?: Partial<Settings>;
  options?: Partial<WelcomeActions['options']>;
}

async function renderWelcome({ progress = { step: 1, since: 7 }, settings = {}, options = {} }: Begun = {}) {
  const write = vi.fn((_settings: Settings) => Promise.resolve());
  const actions = {
    options: {
      read: vi.fn(() => Promise.resolve({ ...DEFAULT_SETTINGS, ...settings })),
      suggestions: () => Promise.resolve([]),
      write,
      test: () => Promise.resolve([]),
      newId: () => 'new',
      isPermitted: () => Promise.resolve(true),
      grantAccess: () => Promise.resolve(true),
      exportSettings: vi.fn<WelcomeActions['options']['exportSettings']>(),
      readSettingsFile: (_text: string, stored: Settings) => stored,
      ...options,
    },
    readProgress: () => Promise.resolve(progress),
    saveProgress: vi.fn<WelcomeActions['saveProgress']>(() => Promise.resolve()),
    open: vi.fn<WelcomeActions['open']>(),
    close: vi.fn<WelcomeActions['close']>(),
  };
  const props = createWelcome(actions);
  await loadWelcome(props);
  render(<Welcome {...props} />);
  return { actions, props, write };
}

const heading = () => screen.getByRole('heading', { level: 2 });
const click = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const fill = async (label: string, text: string) => {
  await userEvent.clear(field(label));
  await userEvent.type(field(label), text);
};

test('the first step says what Pixelpair may see and what it never does', async () => {
  await renderWelcome();
  expect(heading().textContent).toBe('Step 1 of 3: What it sees');
  expect(screen.getByRole('heading', { name: 'What it may see' })).toBeTruthy();
  expect(screen.getByText('It sends nothing to ad platforms and changes nothing in the page.')).toBeTruthy();
  expect(screen.getByText('All sites: granted.')).toBeTruthy();
});

test('missing access to all sites is asked for', async () => {
  await renderWelcome({ options: { isPermitted: () => Promise.resolve(false) } });
  expect(screen.getByRole('alert').textContent).toContain('nothing is recorded');
  await click('Grant access to all sites');
  expect(await screen.findByText('All sites: granted.')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('each step takes the focus to its heading, is marked, and is kept', async () => {
  const { actions } = await renderWelcome();
  await click('Continue');
  expect(document.activeElement).toBe(heading());
  expect(heading().textContent).toBe('Step 2 of 3: Your relay');
  expect(document.querySelector('[aria-current="step"]')?.textContent).toBe('2Your relay');
  expect(actions.saveProgress).toHaveBeenCalledExactlyOnceWith({ step: 2, since: 7 });
  await click('Back');
  expect(document.activeElement).toBe(heading());
  expect(heading().textContent).toBe('Step 1 of 3: What it sees');
});

test('a welcome that was left goes on where it was', async () => {
  await renderWelcome({ progress: { step: 3, since: 7 } });
  expect(heading().textContent).toBe('Step 3 of 3: See it work');
});

test('progress that cannot be kept does not stop the welcome', async () => {
  const { actions } = await renderWelcome();
  actions.saveProgress.mockRejectedValue(new Error('The disk is full.'));
  await click('Continue');
  expect(heading().textContent).toBe('Step 2 of 3: Your relay');
});

test('the relay is tested as typed and stored with Continue', async () => {
  const ask = vi.fn<WelcomeActions['options']['test']>(() => Promise.resolve([{ step: 'connect', ok: true, message: 'It answered.' }]));
  const { write } = await renderWelcome({ progress: { step: 2, since: 7 }, options: { test: ask } });
  await fill('Relay endpoint', 'https://relay.shop.test/v1/');
  await fill('Token', 'secret');
  await click('Test connection');
  expect(await screen.findByText('It answered.')).toBeTruthy();
  expect(ask).toHaveBeenCalledExactlyOnceWith({ ...RELAY, id: 'new' });
  expect(write).not.toHaveBeenCalled();
  await click('Continue');
  await waitFor(() => expect(heading().textContent).toBe('Step 3 of 3: See it work'));
  expect(write).toHaveBeenCalledExactlyOnceWith({ ...DEFAULT_SETTINGS, relays: [{ ...RELAY, id: 'new' }] });
});

test('a relay that cannot be stored as typed keeps the step, says why, and takes the focus to the field', async () => {
  const { write } = await renderWelcome({ progress: { step: 2, since: 7 } });
  await fill('Relay endpoint', 'relay.shop.test');
  await click('Continue');
  expect(heading().textContent).toBe('Step 2 of 3: Your relay');
  expect(screen.getByText('Enter an address that starts with https:// or http://.')).toBeTruthy();
  expect(screen.getByText('1 field needs a correction')).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(field('Relay endpoint')));
  expect(write).not.toHaveBeenCalled();
});

test('correcting one of two fields leaves the focus where the person types', async () => {
  await renderWelcome({ progress: { step: 2, since: 7 } });
  await fill('Token', 'two words');
  await click('Continue');
  await waitFor(() => expect(document.activeElement).toBe(field('Relay endpoint')));
  await fill('Token', 'secret');
  expect(document.activeElement).toBe(field('Token'));
  expect(field('Token').value).toBe('secret');
});

test('settings that could not be written keep the step and say why', async () => {
  await renderWelcome({ progress: { step: 2, since: 7 }, settings: { relays: [RELAY] }, options: { write: () => Promise.reject(new Error('The disk is full.')) } });
  await fill('Token', 'other');
  await click('Continue');
  expect(await screen.findByText('The disk is full.')).toBeTruthy();
  expect(heading().textContent).toBe('Step 2 of 3: Your relay');
});

test('without a relay: what that means, how to get one, and nothing is stored', async () => {
  const { write } = await renderWelcome({ progress: { step: 2, since: 7 } });
  await fill('Relay endpoint', 'half an addr');
  await userEvent.click(screen.getByRole('radio', { name: 'I have no relay yet' }));
  expect(screen.getByText(/Without server events verdicts stay undetermined/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Read the relay contract' }).getAttribute('href')).toBe('relay-contract.txt');
  await click('Continue');
  await waitFor(() => expect(heading().textContent).toBe('Step 3 of 3: See it work'));
  expect(write).not.toHaveBeenCalled();
});

test('a stored connection stands in the form, and further ones are left to the options', async () => {
  const { write } = await renderWelcome({ progress: { step: 2, since: 7 }, settings: { relays: [RELAY, { ...RELAY, id: 'r2', hostPattern: 'b.test' }] } });
  expect(field('Relay endpoint').value).toBe(RELAY.endpoint);
  expect(screen.getByText('1 more connection in the options.')).toBeTruthy();
  await click('Continue');
  await waitFor(() => expect(write.mock.calls[0]?.[0].relays).toHaveLength(2));
});

test.each([
  ['shop.test/thank-you', 'https://shop.test/thank-you'],
  [' http://localhost:8080 ', 'http://localhost:8080/'],
  ['localhost:8080', 'https://localhost:8080/'],
])('the own site "%s" is opened at %s', async (typed, address) => {
  const { actions } = await renderWelcome({ progress: { step: 3, since: 7 } });
  await fill('Address of your shop', typed);
  await click('Open in a new tab');
  expect(actions.open).toHaveBeenCalledExactlyOnceWith(address);
});

test.each(['', 'my shop', 'ftp://shop.test', 'javascript:alert(1)'])('"%s" is no site to open, and the field says so', async (typed) => {
  const { actions } = await renderWelcome({ progress: { step: 3, since: 7 } });
  if (typed !== '') await fill('Address of your shop', typed);
  await click('Open in a new tab');
  expect(actions.open).not.toHaveBeenCalled();
  expect(screen.getByText('Enter an address such as shop.test or https://shop.test/thank-you.')).toBeTruthy();
  expect(field('Address of your shop').getAttribute('aria-invalid')).toBe('true');
});

test('the demo is one command to copy', async () => {
  const write = vi.fn((_text: string) => Promise.resolve());
  await renderWelcome({ progress: { step: 3, since: 7 } });
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(write);
  screen.getByRole('button', { name: 'Copy command' }).click();
  await waitFor(() => expect(write).toHaveBeenCalledExactlyOnceWith('npm run demo'));
});

test('requests that arrive are counted; a screen reader hears only the first', async () => {
  const { props } = await renderWelcome({ progress: { step: 3, since: 7 } });
  const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent);
  expect(screen.getByText('No pixel request seen yet since you started')).toBeTruthy();
  props.welcome.setState({ seen: 1 });
  expect(await screen.findByText('1 request seen since you started')).toBeTruthy();
  const heard = said();
  props.welcome.setState({ seen: 12 });
  expect(await screen.findByText('12 requests seen since you started')).toBeTruthy();
  expect(heard).toContain('The first pixel request was seen.');
  expect(said()).toEqual(heard);
});

test('Done ends the welcome: it starts anew the next time, and its tab closes', async () => {
  const { actions } = await renderWelcome({ progress: { step: 3, since: 7 } });
  await click('Done');
  await waitFor(() => expect(actions.close).toHaveBeenCalledOnce());
  expect(actions.saveProgress).toHaveBeenCalledExactlyOnceWith(null);
});

test('settings that cannot be read: the message and a retry', async () => {
  const read = vi.fn<WelcomeActions['options']['read']>().mockRejectedValueOnce(new Error('The recorder cannot be reached.')).mockResolvedValue(DEFAULT_SETTINGS);
  await renderWelcome({ options: { read } });
  expect(screen.getByRole('alert').textContent).toBe('The recorder cannot be reached.');
  await click('Try again');
  expect(await screen.findByRole('heading', { name: 'Step 1 of 3: What it sees' })).toBeTruthy();
});

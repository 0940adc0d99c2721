import { render, screen, waitFor, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { OptionsForm } from '../../components/options/options-form.tsx';
import { createOptionsStore, loadOptions } from '../../components/options/options-store.ts';
import type { OptionsActions } from '../../components/options/options-store.ts';
import { DEFAULT_SETTINGS } from '../../lib/model/settings.ts';
import type { Settings } from '../../lib/model/settings.ts';
import type { HostSuggestion } from '../../lib/model/suggestion.ts';
import './clean-page.ts';

const RELAY = { id: 'r1', hostPattern: '*.shop.test', endpoint: 'https://relay.shop.test', token: 'secret' };

async function renderOptions(settings: Partial<Settings> = {}, overrides: Partial<OptionsActions> = {}) {
  let count = 0;
  const actions = {
    read: vi.fn(() => Promise.resolve({ ...DEFAULT_SETTINGS, ...settings })),
    suggestions: vi.fn(() => Promise.resolve<readonly HostSuggestion[]>([])),
    write: vi.fn((_settings: Settings) => Promise.resolve()),
    test: vi.fn<OptionsActions['test']>(() => Promise.resolve([])),
    newId: () => `new-${(count += 1)}`,
    isPermitted: () => Promise.resolve(true),
    grantAccess: () => Promise.resolve(true),
    exportSettings: vi.fn<OptionsActions['exportSettings']>(),
    readSettingsFile: vi.fn<OptionsActions['readSettingsFile']>((_text, stored) => ({ ...stored, graceMs: 77_000 })),
    ...overrides,
  };
  const store = createOptionsStore();
  await loadOptions(store, actions);
  render(<OptionsForm store={store} actions={actions} />);
  return actions;
}

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const click = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const fill = async (label: string, text: string) => {
  await userEvent.clear(field(label));
  await userEvent.type(field(label), text);
};
const errorOf = (label: string) => document.getElementById(field(label).getAttribute('aria-describedby')?.split(' ').find((id) => id.endsWith('-error')) ?? '')?.textContent;

test('a new connection is saved as typed, without stray spaces and /v1', async () => {
  const { write } = await renderOptions();
  await click('Add a connection');
  await fill('Page host', ' Shop.test ');
  await fill('Relay endpoint', 'https://relay.shop.test/v1/');
  await fill('Token', ' secret ');
  await click('Save');
  expect(write).toHaveBeenCalledExactlyOnceWith({
    ...DEFAULT_SETTINGS,
    relays: [{ id: 'new-1', hostPattern: 'shop.test', endpoint: 'https://relay.shop.test', token: 'secret' }],
  });
  expect(screen.getByText('Saved')).toBeTruthy();
});

test('names of fields that exports leave out are saved as a list', async () => {
  const { write } = await renderOptions({ redactedFields: ['customer_group'] });
  expect(field('Fields left out').value).toBe('customer_group');
  await fill('Fields left out', ' Loyalty_Id,  customer_group ');
  await click('Save');
  expect(vi.mocked(write).mock.calls[0]?.[0].redactedFields).toEqual(['Loyalty_Id', 'customer_group']);
});

test('what the form does not show survives saving', async () => {
  const { write } = await renderOptions({ recording: false, maxCaptures: 77 });
  await fill('Grace period in seconds', '45');
  await click('Save');
  expect(vi.mocked(write).mock.calls[0]?.[0]).toMatchObject({ recording: false, maxCaptures: 77, graceMs: 45_000 });
});

test('the token is never shown as text', async () => {
  await renderOptions({ relays: [RELAY] });
  expect(field('Token').type).toBe('password');
});

test.each([
  ['Page host', 'https://shop.test', 'Enter a host such as shop.test, *.shop.test, or * for every page.'],
  ['Page host', 'a.*.test', 'Enter a host such as shop.test, *.shop.test, or * for every page.'],
  ['Relay endpoint', 'relay.shop.test', 'Enter an address that starts with https:// or http://.'],
  ['Relay endpoint', 'https://me:pw@relay.shop.test', 'Leave out user name, password, query and fragment: enter the base address only.'],
  ['Token', 'two words', 'A token has no spaces or line breaks and only plain characters.'],
  ['Tag label', 'label', 'Enter it as AW-123456789/label.'],
  ['Conversion action ID', '12a', 'Enter the action ID: digits only.'],
  ['Activity tag', 'order0', 'Enter it as type/cat, such as sales0/order0.'],
  ['Activity tag', 'AW-1/a', 'Enter it as type/cat, such as sales0/order0.'],
  ['Floodlight activity ID', '7 6', 'Enter the activity ID: digits only.'],
  ['Host', 'https://metrics.shop.test/g', 'Enter a host such as metrics.shop.test, without https:// and path.'],
  ['Grace period in seconds', '0', 'Enter whole seconds from 1 to 3600.'],
])('%s "%s" is not saved and says why at the field', async (label, text, error) => {
  const { write } = await renderOptions({
    relays: [RELAY],
    conversionActions: { 'AW-1/a': '9', 'sales0/order0': '7' },
    firstParty: [{ host: 'metrics.shop.test', platform: 'ga4' }],
  });
  await fill(label, text);
  await click('Save');
  expect(write).not.toHaveBeenCalled();
  expect(errorOf(label)).toBe(error);
  expect(field(label).getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('Not saved: 1 field needs a correction')).toBeTruthy();
});

test.each(['*', 'shop.test', '*.shop.test', 'localhost:8080', '127.0.0.1'])('the page host %s is valid', async (host) => {
  const { write } = await renderOptions({ relays: [RELAY] });
  await fill('Page host', host);
  await click('Save');
  expect(write).toHaveBeenCalledOnce();
});

test('an error goes when its field is edited', async () => {
  await renderOptions({ relays: [RELAY] });
  await fill('Relay endpoint', 'nonsense');
  await click('Save');
  await userEvent.type(field('Relay endpoint'), 'x');
  expect(errorOf('Relay endpoint')).toBeUndefined();
});

test('the second of two equal hosts is refused', async () => {
  const { write } = await renderOptions({ relays: [RELAY, { ...RELAY, id: 'r2' }] });
  await click('Save');
  expect(write).not.toHaveBeenCalled();
  expect(screen.getAllByText('Another connection has the same host.')).toHaveLength(1);
});

test('lines can be removed', async () => {
  const { write } = await renderOptions({ relays: [RELAY], conversionActions: { 'AW-1/a': '9' } });
  await click('Remove Connection 1');
  await click('Remove Mapping 1');
  await click('Save');
  expect(write).toHaveBeenCalledExactlyOnceWith(DEFAULT_SETTINGS);
});

test('a mapping and a first-party endpoint are saved', async () => {
  const { write } = await renderOptions();
  await click('Add a mapping');
  await fill('Tag label', 'AW-123/abc');
  await fill('Conversion action ID', '987');
  await click('Add an endpoint');
  await fill('Host', 'metrics.shop.test');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Platform' }), 'TikTok');
  await click('Save');
  expect(vi.mocked(write).mock.calls[0]?.[0]).toMatchObject({ conversionActions: { 'AW-123/abc': '987' }, firstParty: [{ host: 'metrics.shop.test', platform: 'tiktok' }] });
});

test('a connection is tested as typed, and each step is told with what to do', async () => {
  const steps = [
    { step: 'connect' as const, ok: true, message: 'It answered.' },
    { step: 'auth' as const, ok: false, message: 'The token was refused: copy it from the relay.' },
  ];
  const { test: asked, write } = await renderOptions({ relays: [RELAY] }, { test: vi.fn<OptionsActions['test']>(() => Promise.resolve(steps)) });
  await fill('Token', 'other');
  await click('Test connection');
  expect(asked).toHaveBeenCalledExactlyOnceWith({ ...RELAY, token: 'other' });
  const found = within(screen.getByRole('group', { name: 'Connection 1' })).getAllByRole('listitem');
  expect(found.map(({ textContent }) => textContent)).toEqual(['Connection passed It answered.', 'Token failed The token was refused: copy it from the relay.']);
  expect(write).not.toHaveBeenCalled();
});

test('what a test leaves open is neither passed nor failed', async () => {
  await renderOptions({ relays: [RELAY] }, { test: () => Promise.resolve([{ step: 'pixels', ok: null, message: 'No pixel has been recorded.' }]) });
  await click('Test connection');
  const found = within(screen.getByRole('group', { name: 'Connection 1' })).getAllByRole('listitem');
  expect(found.map(({ textContent, className }) => [textContent, className])).toEqual([['Pixel access open No pixel has been recorded.', 'open']]);
});

test('a Floodlight activity is mapped beside the Google Ads actions, and each is read back into its own list', async () => {
  const { write } = await renderOptions({ conversionActions: { 'AW-1/a': '9', '1234567/sales0/order0': '7' } });
  expect(screen.getAllByRole('group', { name: /^Activity \d$/ })).toHaveLength(1);
  await click('Add an activity');
  const added = within(screen.getByRole('group', { name: 'Activity 2' }));
  await userEvent.type(added.getByRole('textbox', { name: /^Activity tag/ }), 'sales0/order0');
  await userEvent.type(added.getByRole('textbox', { name: /^Floodlight activity ID/ }), '7654321');
  await click('Save');
  expect(vi.mocked(write).mock.calls[0]?.[0]).toMatchObject({ conversionActions: { 'AW-1/a': '9', '1234567/sales0/order0': '7', 'sales0/order0': '7654321' } });
});

test('an address that cannot be asked is not tested', async () => {
  const { test: asked } = await renderOptions({ relays: [{ ...RELAY, endpoint: 'ftp://x' }] });
  await click('Test connection');
  expect(asked).not.toHaveBeenCalled();
  expect(errorOf('Relay endpoint')).toBe('Enter an address that starts with https:// or http://.');
});

test('a test that cannot be run says so', async () => {
  await renderOptions({ relays: [RELAY] }, { test: () => Promise.reject(new Error('The recorder cannot be reached.')) });
  await click('Test connection');
  expect(screen.getByText('The recorder cannot be reached.')).toBeTruthy();
});

test('settings that could not be written stay in the form', async () => {
  await renderOptions({}, { write: () => Promise.reject(new Error('The disk is full.')) });
  await fill('Grace period in seconds', '45');
  await click('Save');
  expect(screen.getByText('The disk is full.')).toBeTruthy();
  expect(field('Grace period in seconds').value).toBe('45');
});

test('settings that cannot be read: the message and a retry', async () => {
  const read = vi.fn<OptionsActions['read']>().mockRejectedValueOnce(new Error('The recorder cannot be reached.')).mockResolvedValue(DEFAULT_SETTINGS);
  await renderOptions({}, { read });
  expect(screen.getByRole('alert').textContent).toBe('The recorder cannot be reached.');
  await click('Try again');
  expect(await screen.findByRole('button', { name: 'Save' })).toBeTruthy();
});

const SUGGESTED: HostSuggestion = { host: 'metrics.shop.test', platform: 'ga4', signs: 'v=2, tid=G-DEMO1, en=purchase', requests: 2, at: 0 };

test('a suggested host becomes an endpoint with one click, and is saved with the rest', async () => {
  const { write } = await renderOptions({}, { suggestions: () => Promise.resolve([SUGGESTED]) });
  expect(screen.getByText(/2 requests to metrics\.shop\.test look like GA4:/)).toBeTruthy();
  await click('Treat metrics.shop.test as GA4');
  expect(field('Host').value).toBe('metrics.shop.test');
  expect(screen.queryByText('Suggested endpoints')).toBeNull();
  await click('Save');
  expect(write).toHaveBeenCalledExactlyOnceWith({ ...DEFAULT_SETTINGS, firstParty: [{ host: 'metrics.shop.test', platform: 'ga4' }] });
});

test('a dismissed suggestion stays away once it is saved', async () => {
  const { write } = await renderOptions({}, { suggestions: () => Promise.resolve([SUGGESTED]) });
  await click('Dismiss the suggestion for metrics.shop.test');
  expect(screen.queryByText('Suggested endpoints')).toBeNull();
  await click('Save');
  expect(write).toHaveBeenCalledExactlyOnceWith({ ...DEFAULT_SETTINGS, dismissedHosts: ['metrics.shop.test'] });
});

test('an expectation is saved with its events read, and named by its page where it has no name', async () => {
  const { write } = await renderOptions();
  await click('Add an expectation');
  await fill('Page', '/thank-you/*');
  await fill('Events', '1 purchase on Meta, TikTok');
  await click('Save');
  expect(vi.mocked(write).mock.calls[0]?.[0].expectations).toEqual([
    {
      id: 'new-1',
      name: '/thank-you/*',
      page: '/thank-you/*',
      events: [
        { platform: 'meta', event: 'purchase', count: 1 },
        { platform: 'tiktok', event: 'purchase', count: 1 },
      ],
      deduplicated: true,
    },
  ]);
});

test('an expectation that cannot be read says how to write it', async () => {
  const { write } = await renderOptions();
  await click('Add an expectation');
  await fill('Page', 'thank-you');
  await fill('Events', 'purchases everywhere');
  await click('Save');
  expect(write).not.toHaveBeenCalled();
  expect(errorOf('Page')).toContain('/thank-you');
  expect(errorOf('Events')).toContain('1 purchase on Meta, TikTok');
});

test('settings from a file stand in the form and are stored only when saved', async () => {
  const { write } = await renderOptions();
  await userEvent.upload(screen.getByLabelText('Settings file'), new File(['{}'], 'settings.json', { type: 'application/json' }));
  await waitFor(() => expect(field('Grace period in seconds').value).toBe('77'));
  expect(write).not.toHaveBeenCalled();
  await click('Save');
  expect(vi.mocked(write).mock.calls[0]?.[0].graceMs).toBe(77_000);
});

test('a file that holds no settings leaves the form as it is and says why', async () => {
  await renderOptions({}, { readSettingsFile: () => { throw new Error('The file holds no Pixelpair settings.'); } });
  await userEvent.upload(screen.getByLabelText('Settings file'), new File(['x'], 'settings.json', { type: 'application/json' }));
  expect(await screen.findByText('The file holds no Pixelpair settings.')).toBeTruthy();
  expect(field('Grace period in seconds').value).toBe('30');
});

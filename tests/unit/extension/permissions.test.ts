import { expect, it } from 'vitest';
import { SiteAccess, type PermissionsApi } from '../../../lib/extension/permissions.ts';

/** A browser whose user gives and takes the permission. */
function browserWith(granted: boolean) {
  const state = { granted, session: {} as Record<string, unknown>, listeners: [] as (() => void)[] };
  const event = { addListener: (heard: () => void) => void state.listeners.push(heard) };
  const api = { contains: () => Promise.resolve(state.granted), onAdded: event, onRemoved: event } as unknown as PermissionsApi;
  const start = () => {
    const told: boolean[] = [];
    const storage = { get: () => Promise.resolve({ ...state.session }), set: (items: object) => Promise.resolve(void Object.assign(state.session, items)) };
    return { told, access: new SiteAccess(api, storage, (permitted) => told.push(permitted)) };
  };
  const change = async (now: boolean): Promise<void> => {
    state.granted = now;
    for (const heard of state.listeners) heard();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const stop = (): void => void (state.listeners = []);
  return { start, stop, change };
}

it('a permission that was there from the start is no news', async () => {
  const { told, access } = browserWith(true).start();
  expect([await access.check(), told]).toEqual([true, []]);
});

it('taken away and given again: each is told once', async () => {
  const browser = browserWith(true);
  const { told } = browser.start();
  await browser.change(false);
  await browser.change(false);
  await browser.change(true);
  expect(told).toEqual([false, true]);
});

it('never given, as Firefox may: it is told, once for every start of the browser', async () => {
  const browser = browserWith(false);
  const first = browser.start();
  await first.access.check();
  const second = browser.start();
  await second.access.check();
  expect([first.told, second.told]).toEqual([[false], []]);
});

it('a change while the background was stopped is noticed when it starts', async () => {
  const browser = browserWith(true);
  await browser.start().access.check();
  browser.stop();
  await browser.change(false);
  const { told, access } = browser.start();
  await access.check();
  expect(told).toEqual([false]);
});

it('a browser that does not answer has not taken anything away', async () => {
  const event = { addListener: () => undefined };
  const api = { contains: () => Promise.reject(new Error('no')), onAdded: event, onRemoved: event } as unknown as PermissionsApi;
  const access = new SiteAccess(api, { get: () => Promise.resolve({}), set: () => Promise.resolve() }, () => undefined);
  expect(await access.check()).toBe(true);
});

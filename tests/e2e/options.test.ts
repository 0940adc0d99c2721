import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { listenPlain } from '../../demo/listen.ts';
import type { Listener } from '../../demo/listen.ts';
import type { Theatre } from '../../demo/theatre.ts';
import { findAccessibilityFaults } from './axe.ts';
import { keepPicture, openExtensionPage, openTestTheatre } from './theatre.ts';

let theatre: Theatre;
let options: Page;
let website: Listener;

beforeAll(async () => {
  theatre = await openTestTheatre();
  website = await listenPlain(() => new Response('<!doctype html><title>Shop</title>', { headers: { 'Content-Type': 'text/html' } }));
});

afterAll(async () => {
  await website.close();
  await theatre.close();
});

beforeEach(async () => {
  options = await openExtensionPage(theatre, 'options.html');
});

afterEach(() => options.close());

/** Tests the connection and returns one line per step. */
async function testConnection(): Promise<string[]> {
  await options.getByRole('button', { name: 'Test connection' }).click();
  const steps = options.getByRole('status').getByRole('listitem');
  await steps.first().waitFor();
  return steps.allInnerTexts();
}

/** As tall as the page: the bar that sticks to the window's end would stand in the middle of a longer one. */
async function keepOptions(name: string, width: number): Promise<void> {
  const size = await options.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  await options.setViewportSize({ width, height: 600 });
  await options.setViewportSize({ width, height: await options.evaluate(() => document.documentElement.scrollHeight) });
  keepPicture(name, await options.screenshot());
  await options.setViewportSize(size);
}

test('a connection that works passes every step', async () => {
  const steps = await testConnection();
  expect(steps.map((step) => /^([\w ]+) (passed|open|failed)/.exec(step)?.slice(1))).toEqual([
    ['Address', 'passed'],
    ['Connection', 'passed'],
    ['Token', 'passed'],
    ['Contract', 'passed'],
    ['Pixel access', 'passed'],
  ]);
  expect(steps.at(-1)).toMatch(/meta:\d+/);
  await keepOptions('options', 1000);
  await options.emulateMedia({ colorScheme: 'dark' });
  await keepOptions('options-dark', 1000);
  await options.emulateMedia({ colorScheme: 'light' });
  await keepOptions('options-narrow', 320);
});

test.each([
  { fault: 'a wrong token', fill: () => options.getByLabel('Token').fill('wrong-token-0123456789abcdef'), failing: 'Token' },
  { fault: 'a website', fill: () => options.getByLabel('Relay endpoint').fill(`http://127.0.0.1:${website.port}`), failing: 'Contract' },
])('$fault fails at its own step and says what to do', async ({ fill, failing }) => {
  await fill();
  const steps = await testConnection();
  const failed = steps.filter((step) => step.includes(' failed'));
  expect(failed).toHaveLength(1);
  expect(failed[0]).toMatch(new RegExp(`^${failing} failed .{20,}`));
  keepPicture(`options-${failing.toLowerCase()}-failed`, await options.locator('section').first().screenshot());
});

test('an endpoint that is no address is not saved, and the field says why', async () => {
  await options.getByLabel('Relay endpoint').fill('relay.shop.test');
  await options.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => options.getByRole('status').last().innerText()).toBe('Not saved: 1 field needs a correction');
  await expect.poll(() => options.getByLabel('Relay endpoint').getAttribute('aria-invalid')).toBe('true');
});

test('what is saved is there after a reload', async () => {
  await options.getByLabel('Grace period in seconds').fill('7');
  await options.getByRole('button', { name: 'Save', exact: true }).click();
  await options.getByText('Saved', { exact: true }).waitFor();
  await options.reload();
  expect(await options.getByLabel('Grace period in seconds').inputValue()).toBe('7');
  expect(await options.getByLabel('Relay endpoint').inputValue()).toBe(theatre.stage.relay.url);
});

test('axe finds no WCAG 2.2 AA violation in the options', async () => {
  await options.getByRole('heading', { name: 'Pixelpair options' }).waitFor();
  expect(await findAccessibilityFaults(options)).toEqual([]);
});

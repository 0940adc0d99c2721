import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { picturePanel } from '../../demo/devtools-panel.ts';
import { configureExtension } from '../../demo/configure.ts';
import { listenPlain } from '../../demo/listen.ts';
import type { Listener } from '../../demo/listen.ts';
import { readRows } from '../../demo/panel-rows.ts';
import { findScenario } from '../../demo/scenarios.ts';
import { shop } from '../../demo/shopper.ts';
import { clearPanel } from '../../demo/theatre.ts';
import type { Theatre } from '../../demo/theatre.ts';
import { checkVerdicts } from '../../demo/verdict-check.ts';
import { everywhere, verdict } from '../../demo/expectation.ts';
import { openTestTheatre, screenshotPath } from './theatre.ts';

let theatre: Theatre;
let website: Listener;

const scenario = findScenario('both-equal');
const undetermined = everywhere(verdict('undetermined', 'relay-unreachable'));

beforeAll(async () => {
  theatre = await openTestTheatre();
  website = await listenPlain(() => new Response('<!doctype html><title>Shop</title>', { headers: { 'Content-Type': 'text/html' } }));
});

afterAll(async () => {
  await website.close();
  await theatre.close();
});

beforeEach(() => clearPanel(theatre.panel));

afterEach(() => configureExtension(theatre.browser, theatre.stage.relay));

/** The one message about the relay that the panel shows above its list. */
function relayMessages(): Promise<string[]> {
  return theatre.panel.frame.getByRole('status').filter({ hasText: 'Relay' }).allInnerTexts();
}

test.each([
  { fault: 'a website in the place of the relay', code: 'not-a-relay', says: /answered with a web page instead of a relay/, access: () => ({ url: `http://127.0.0.1:${website.port}`, readToken: 'any' }) },
  { fault: 'a wrong token', code: 'wrong-token', says: /token/i, access: () => ({ url: theatre.stage.relay.url, readToken: 'wrong-token-0123456789abcdef' }) },
  { fault: 'a port where nobody listens', code: 'unreachable', says: /reach|connect|listen/i, access: () => ({ url: 'http://127.0.0.1:9', readToken: 'any' }) },
])('$fault: one clear message, every row kept and undetermined', async ({ code, says, access }) => {
  await configureExtension(theatre.browser, access());
  await shop(theatre.page, scenario);
  const checks = await checkVerdicts(theatre.panel, undetermined);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  const messages = await relayMessages();
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatch(says);
  await picturePanel(theatre.panel, screenshotPath(`relay-${code}`));
});

test('rows that no relay could judge are judged by themselves once the right one is configured', async () => {
  await configureExtension(theatre.browser, { url: 'http://127.0.0.1:9', readToken: 'any' });
  await shop(theatre.page, scenario);
  await checkVerdicts(theatre.panel, undetermined);
  await configureExtension(theatre.browser, theatre.stage.relay);
  const checks = await checkVerdicts(theatre.panel, scenario.expected);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  await expect.poll(() => relayMessages()).toEqual([]);
});

test('a body that is no JSON becomes one row with the reason and costs no other row', async () => {
  await shop(theatre.page, scenario);
  await checkVerdicts(theatre.panel, scenario.expected);
  await theatre.page.evaluate(() => navigator.sendBeacon('https://analytics.tiktok.com/api/v2/pixel', '{"event":"Purchase",'));
  const broken = theatre.panel.frame.getByRole('row', { name: /TikTok/ }).filter({ hasText: 'Undetermined' });
  await broken.waitFor();
  await broken.click();
  await picturePanel(theatre.panel, screenshotPath('malformed-body'));
  expect(await theatre.panel.frame.getByLabel('Conversion', { exact: true }).innerText()).toMatch(/JSON|could not be read|unreadable/i);
  const others = (await readRows(theatre.panel.frame)).filter(({ outcome }) => outcome === 'deduplicates');
  expect(others).toHaveLength(5);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, listenPlain, listenTls } from '../../demo/listen.ts';
import type { Listener } from '../../demo/listen.ts';
import type { ConnectionStep } from '../../lib/model/relay.ts';
import { needChromium, openFirefox } from './matrix/recording-browser.ts';
import type { RecordingFirefox } from './matrix/recording-browser.ts';

const EXTENSION = fileURLToPath(new URL('../../.output/chrome-mv3', import.meta.url));

let secure: Listener;
let plain: Listener;
let closedPort: number;

beforeAll(async () => {
  secure = await listenTls(() => new Response('{}'));
  plain = await listenPlain(() => new Response('{}'));
  closedPort = await freePort();
});

afterAll(async () => {
  await secure.close();
  await plain.close();
});

/** What goes wrong before any answer, and the step that must say so. */
const FAULTS = [
  { fault: 'a name that leads nowhere', endpoint: () => 'https://relay.invalid', step: 'DNS', says: /relay\.invalid leads to no address/ },
  { fault: 'a closed port', endpoint: () => `http://127.0.0.1:${closedPort}`, step: 'Connection', says: /refuses the connection: start the relay/ },
  { fault: 'a certificate that nobody signed', endpoint: () => `https://127.0.0.1:${secure.port}`, step: 'TLS', says: /^The certificate of 127\.0\.0\.1:\d+ is not signed|allows no secure connection \(".+certificate/i },
  { fault: 'https:// where http is spoken', endpoint: () => `https://127.0.0.1:${plain.port}`, step: 'TLS', says: /does not speak HTTPS at this port|allows no secure connection \(".+maximum permissible length/ },
] as const;

describe('Chromium', () => {
  let profile: string;
  let context: BrowserContext;
  let options: Page;

  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'pixelpair-strict-'));
    // Unlike the browser of the other tests this one takes no certificate on trust.
    context = await chromium.launchPersistentContext(profile, {
      executablePath: needChromium(),
      headless: true,
      args: [`--disable-extensions-except=${EXTENSION}`, `--load-extension=${EXTENSION}`, '--headless=new', '--host-resolver-rules=MAP * ~NOTFOUND,EXCLUDE 127.0.0.1'],
    });
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    options = await context.newPage();
    await options.goto(`chrome-extension://${new URL(worker.url()).host}/options.html`);
    await options.getByRole('button', { name: 'Add a connection' }).click();
    await options.getByLabel('Token').fill('any-token');
  });

  afterAll(async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  });

  test.each(FAULTS)('$fault fails at $step, and nothing after it is tried', async ({ endpoint, step, says }) => {
    await options.getByLabel('Relay endpoint').fill(endpoint());
    await options.getByRole('button', { name: 'Test connection' }).click();
    const steps = options.locator('.test-result').getByRole('listitem');
    await steps.filter({ hasText: `${step} failed` }).waitFor();
    const last = await steps.last().innerText();
    expect(last.replace(`${step} failed `, '')).toMatch(says);
    expect((await steps.allInnerTexts()).slice(0, -1).filter((text) => !/^\w+ passed /.test(text))).toEqual([]);
  });
});

describe('Firefox', () => {
  let firefox: RecordingFirefox;

  const STEP_IDS = { DNS: 'dns', Connection: 'connect', TLS: 'tls' } as const;
  /** The driver lets every certificate pass; a person's Firefox does not. */
  const TRUST_NOTHING = `Cc['@mozilla.org/security/certoverride;1'].getService(Ci.nsICertOverrideService).setDisableAllSecurityChecksAndLetAttackersInterceptMyData(false);`;

  beforeAll(async () => {
    firefox = await openFirefox(plain.port);
    await firefox.driver.evaluate('chrome', TRUST_NOTHING);
  });

  afterAll(() => firefox.close());

  test.each(FAULTS)('$fault fails at $step', async ({ endpoint, step, says }) => {
    const connection = { id: 'new', hostPattern: '*', endpoint: endpoint(), token: 'any-token' };
    const { steps } = await firefox.ask<{ steps: ConnectionStep[] }>('relay.test', { connection });
    expect(steps.at(-1)).toEqual({ step: STEP_IDS[step], ok: false, message: expect.stringMatching(says) as string });
    expect(steps.slice(0, -1).filter(({ ok }) => ok !== true)).toEqual([]);
  });
});

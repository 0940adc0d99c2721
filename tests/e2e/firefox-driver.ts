import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../demo/until.ts';
import { connectMarionette } from './firefox-marionette.ts';
import type { Marionette } from './firefox-marionette.ts';

/** Where a script runs: in the page of the current tab, or in the browser's own window with its privileges. */
type Side = 'content' | 'chrome';

type Send = Marionette['send'];

/** A headless Firefox with one temporary add-on, in a profile of its own. */
export interface FirefoxDriver {
  /** Base URL of the add-on's own pages, with a slash at its end. */
  extensionUrl: string;
  send: Send;
  goto(url: string): Promise<void>;
  /** Clicks the button with this text as a person does, and waits for the page that this may load. */
  click(button: string): Promise<void>;
  /** Runs the body of an async function with `args`; what it returns must be JSON. */
  evaluate: <T>(side: Side, body: string, ...args: unknown[]) => Promise<T>;
  /** A picture of the whole browser window as PNG. */
  picture(): Promise<Buffer>;
  close(): Promise<void>;
}

export interface FirefoxOptions {
  executablePath: string;
  /** Folder of the unpacked add-on. */
  extension: string;
  /** HTTP proxy on loopback that every host name leads to. */
  proxyPort: number;
  preferences?: Readonly<Record<string, string | number | boolean>>;
}

const ADD_ON = 'pixelpair@pixelpair.dev';
/** Firefox would draw one at random. */
const ADD_ON_HOST = '7b1f0d52-6f0e-4c8c-9a52-3f6a1c0f2d11';
const WINDOW = { width: 1440, height: 1060 };
const SCRIPT_LIMIT_MS = 60_000;
const START_LIMIT_MS = 60_000;

/** Loopback by proxy for every host but loopback itself, and none of the requests that Firefox makes on its own. */
function preferencesOf({ proxyPort, preferences }: FirefoxOptions): string {
  const all = {
    'marionette.port': 0,
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    // .invalid is nowhere: no proxy, and no name is ever asked for.
    'network.proxy.no_proxies_on': '.invalid',
    'network.dns.disabled': true,
    'network.trr.mode': 5,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'extensions.webextensions.uuids': JSON.stringify({ [ADD_ON]: ADD_ON_HOST }),
    'browser.aboutwelcome.enabled': false,
    'browser.safebrowsing.update.enabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'termsofuse.bypassNotification': true,
    'devtools.toolbox.host': 'bottom',
    'devtools.toolbox.footer.height': 560,
    ...preferences,
  };
  return Object.entries(all)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}

async function readPort(profile: string, child: ChildProcess): Promise<number> {
  return until(
    'Firefox to listen',
    async () => {
      if (child.exitCode !== null) throw new Error(`Firefox ended at once (exit code ${child.exitCode}).`);
      return Number(await readFile(join(profile, 'MarionetteActivePort'), 'utf8').catch(() => '')) || null;
    },
    START_LIMIT_MS,
  );
}

/** Scripts one after the other: the side they run on is a state of the connection. */
function createEvaluate(marionette: Marionette): FirefoxDriver['evaluate'] {
  let last: Promise<unknown> = Promise.resolve();
  const script = (body: string): string => `const answer = arguments[arguments.length - 1];
    (async (...args) => { ${body} })(...[...arguments].slice(0, -1)).then((value) => answer({ value }), (error) => answer({ error: String(error) }));`;
  const run = async <T>(side: Side, body: string, args: unknown[]): Promise<T> => {
    await marionette.send('Marionette:SetContext', { value: side });
    const answer = await marionette.send<{ value: T; error?: string } | null>('WebDriver:ExecuteAsyncScript', { script: script(body), args });
    if (answer === null) throw new Error('The page was left before the script had answered.');
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  };
  return <T>(side: Side, body: string, ...args: unknown[]) => {
    const result = last.then(() => run<T>(side, body, args));
    last = result.catch(() => undefined);
    return result;
  };
}

async function clickButton(send: Send, button: string): Promise<void> {
  await send('Marionette:SetContext', { value: 'content' });
  const found = await send<Record<string, string>>('WebDriver:FindElement', { using: 'xpath', value: `//button[normalize-space()="${button}"]` });
  const [id] = Object.values(found);
  await send('WebDriver:ElementClick', { id });
}

async function startSession(marionette: Marionette, profile: string): Promise<void> {
  await marionette.send('WebDriver:NewSession', { acceptInsecureCerts: true, pageLoadStrategy: 'normal' });
  await marionette.send('WebDriver:SetTimeouts', { script: SCRIPT_LIMIT_MS });
  await marionette.send('WebDriver:SetWindowRect', WINDOW);
  await marionette.send('Addon:Install', { path: join(profile, 'extension'), temporary: true });
  await closeWelcome(marionette);
}

/** A new add-on shows its welcome in a tab of its own; closed, it leaves the tab under test in front. */
async function closeWelcome({ send }: Marionette): Promise<void> {
  const handle = await send<string>('WebDriver:GetWindowHandle');
  const welcome = await until('the welcome tab', async () => (await send<string[]>('WebDriver:GetWindowHandles')).find((other) => other !== handle));
  await send('WebDriver:SwitchToWindow', { handle: welcome });
  await send('WebDriver:CloseWindow');
  await send('WebDriver:SwitchToWindow', { handle });
}

async function quit(marionette: Marionette, child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null ? once(child, 'exit') : null;
  await marionette.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => undefined);
  await ended;
  marionette.close();
}

export async function launchFirefox(options: FirefoxOptions): Promise<FirefoxDriver> {
  const profile = await mkdtemp(join(tmpdir(), 'pixelpair-firefox-'));
  // A copy, so that a build meanwhile does not pull the files from under the browser.
  await cp(options.extension, join(profile, 'extension'), { recursive: true });
  await writeFile(join(profile, 'user.js'), preferencesOf(options));
  const child = spawn(options.executablePath, ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile], { stdio: 'ignore' });
  try {
    const marionette = await connectMarionette(await readPort(profile, child));
    await startSession(marionette, profile);
    const evaluate = createEvaluate(marionette);
    return {
      extensionUrl: `moz-extension://${ADD_ON_HOST}/`,
      send: marionette.send,
      evaluate,
      goto: async (url) => {
        await marionette.send('Marionette:SetContext', { value: 'content' });
        await marionette.send('WebDriver:Navigate', { url });
      },
      click: (button) => clickButton(marionette.send, button),
      async picture() {
        await marionette.send('Marionette:SetContext', { value: 'chrome' });
        return Buffer.from(await marionette.send<string>('WebDriver:TakeScreenshot', { full: false, hash: false }), 'base64');
      },
      async close() {
        await quit(marionette, child);
        await rm(profile, { recursive: true, force: true });
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    await rm(profile, { recursive: true, force: true });
    throw error;
  }
}

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../../demo/until.ts';
import { needChromium } from './matrix/recording-browser.ts';
import type { RecordingBrowser } from './matrix/recording-browser.ts';

/**
 * A Chromium with Pixelpair whose pages nobody inspects: it prerenders no page under inspection, and Playwright switches its
 * back/forward cache off. Only one page of the extension is spoken to.
 */
export interface UnwatchedChromium extends Pick<RecordingBrowser, 'ask'> {
  /** Opens a page in a tab of its own. */
  open: (url: string) => Promise<void>;
  close: () => Promise<void>;
}

interface TargetInfo {
  targetId: string;
  type: string;
  url: string;
}

type Send = <T>(method: string, params?: object, sessionId?: string) => Promise<T>;

const EXTENSION = fileURLToPath(new URL('../../.output/chrome-mv3', import.meta.url));

const argumentsOf = (profile: string, port: number): string[] => [
  `--user-data-dir=${profile}`,
  `--load-extension=${join(profile, 'extension')}`,
  `--disable-extensions-except=${join(profile, 'extension')}`,
  `--host-resolver-rules=MAP * 127.0.0.1:${port},EXCLUDE 127.0.0.1`,
  '--ignore-certificate-errors',
  '--disable-quic',
  '--remote-debugging-port=0',
  '--headless=new',
  '--disable-gpu',
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  'about:blank',
];

/** The address of the browser's own debugger, once it listens. */
async function debuggerOf(profile: string, child: ChildProcess): Promise<string> {
  return until('Chromium to listen', async () => {
    if (child.exitCode !== null) throw new Error(`Chromium ended at once (exit code ${child.exitCode}).`);
    const [port, path] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')).split('\n');
    return path ? `ws://127.0.0.1:${port}${path}` : null;
  });
}

async function connect(address: string): Promise<{ send: Send; close: () => void }> {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const { id, result, error } = JSON.parse(data) as { id?: number; result: never; error?: { message: string } };
    const asked = waiting.get(id ?? 0);
    waiting.delete(id ?? 0);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result);
  });
  const send: Send = (method, params = {}, sessionId) => {
    lastId += 1;
    const answered = new Promise<never>((resolve, reject) => waiting.set(lastId, { resolve, reject }));
    socket.send(JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    return answered;
  };
  return { send, close: () => socket.close() };
}

/** Opens the extension's options, and gives how to ask its background from there. */
async function openOptions(send: Send): Promise<RecordingBrowser['ask']> {
  const worker = await until('the recorder', async () => {
    const { targetInfos } = await send<{ targetInfos: TargetInfo[] }>('Target.getTargets');
    return targetInfos.find(({ type, url }) => type === 'service_worker' && url.startsWith('chrome-extension://'));
  });
  const { targetId } = await send<{ targetId: string }>('Target.createTarget', { url: new URL('/options.html', worker.url).href });
  const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
  const ask = async <T>(request: string, params: object): Promise<T> => {
    const expression = `chrome.runtime.sendMessage(${JSON.stringify({ request, params })})`;
    const { result, exceptionDetails } = await send<{ result: { value: { ok: boolean; result: T } }; exceptionDetails?: object }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, sessionId);
    if (exceptionDetails || !result.value.ok) throw new Error(`${request}: ${JSON.stringify(exceptionDetails ?? result.value)}`);
    return result.value.result;
  };
  await until('the background', () => ask('settings.read', {}).then(() => true, () => false));
  return ask;
}

export async function openUnwatchedChromium(port: number): Promise<UnwatchedChromium> {
  const profile = await mkdtemp(join(tmpdir(), 'pixelpair-unwatched-'));
  await cp(EXTENSION, join(profile, 'extension'), { recursive: true });
  const child = spawn(needChromium(), argumentsOf(profile, port), { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const remove = async (): Promise<void> => {
    await ended;
    await rm(profile, { recursive: true, force: true });
  };
  try {
    const { send, close } = await connect(await debuggerOf(profile, child));
    const ask = await openOptions(send);
    return {
      ask,
      open: async (url) => void (await send('Target.createTarget', { url })),
      async close() {
        await send('Browser.close').catch(() => undefined);
        close();
        await remove();
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    await remove();
    throw error;
  }
}

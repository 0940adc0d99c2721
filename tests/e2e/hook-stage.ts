import { createRelayProcess } from '../../demo/relay-process.ts';
import type { RelayProcess } from '../../demo/relay-process.ts';
import { createSink } from '../../demo/sink.ts';
import { listenPlain, listenTls } from '../../demo/listen.ts';
import { createProjector } from '../../lib/session/projector.ts';
import { DEFAULT_SETTINGS } from '../../lib/model/settings.ts';
import type { LoggedEntry } from '../../lib/model/log.ts';
import type { Projection } from '../../lib/model/projection.ts';
import type { Settings } from '../../lib/model/settings.ts';
import { until } from '../../demo/until.ts';
import { openChromium } from './matrix/recording-browser.ts';
import type { RecordingBrowser, RecordingChromium } from './matrix/recording-browser.ts';

/** A page of shop.test: its script, and headers where the page is about one. */
export interface StagedPage {
  script: string;
  markup?: string;
  policy?: string;
  /** What Meta's script host answers. */
  sdk?: string;
}

/** A browser, a relay, and a server on loopback: pages on shop.test, every other host takes what it gets. */
export interface HookStage {
  chromium: RecordingChromium;
  relay: RelayProcess;
  /** `METHOD URL BODY` of everything that vendors received. */
  received: readonly string[];
  /** Settings in force, changed by these. */
  configure(change: Partial<Settings>): Promise<void>;
  /** Serves the page from now on. */
  serve(page: StagedPage): void;
  /** Serves the page and shows it. */
  show(page: StagedPage, host?: string): Promise<void>;
  /** Sends a server event to the relay as the shop's backend does. */
  sendServerEvent(platform: string, path: string, body: object): Promise<void>;
  close(): Promise<void>;
}

const SHOP_HOST = /(^|\.)shop\.test$/;
/** Short, so that a test does not wait long for the relay to settle. */
const GRACE_MS = 2_000;

const htmlOf = ({ script, markup = '' }: StagedPage): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,"><body><script>${script}</script>${markup}`;

export async function openHookStage(): Promise<HookStage> {
  const received: string[] = [];
  let page: StagedPage = { script: '' };
  const server = await listenTls(async (request) => {
    const url = new URL(request.url);
    if (SHOP_HOST.test(url.hostname)) {
      const policy: Record<string, string> = page.policy === undefined ? {} : { 'content-security-policy': page.policy };
      return new Response(htmlOf(page), { headers: { 'content-type': 'text/html', 'cache-control': 'no-store', ...policy } });
    }
    if (url.hostname === 'connect.facebook.net') return new Response(page.sdk ?? '', { headers: { 'content-type': 'text/javascript' } });
    received.push(`${request.method} ${request.url} ${await request.text()}`);
    return new Response(null, { status: 204, headers: { 'access-control-allow-origin': '*', 'cache-control': 'no-store' } });
  });
  const platforms = createSink();
  const upstream = await listenPlain((request) => platforms.fetch(request));
  const relay = await createRelayProcess(`http://127.0.0.1:${upstream.port}`);
  await relay.start();
  const chromium = await openChromium(server.port);
  return {
    chromium,
    relay,
    received,
    async configure(change) {
      const current = await chromium.ask<Settings>('settings.read', {});
      const relays = [{ id: 'test', hostPattern: '*', endpoint: relay.url, token: relay.readToken }];
      await chromium.ask('settings.write', { settings: { ...current, relays, graceMs: GRACE_MS, ...change } });
    },
    serve(served) {
      page = served;
    },
    async show(shown, host = 'shop.test') {
      page = shown;
      await chromium.visit(`https://${host}/thank-you`);
    },
    async sendServerEvent(platform, path, body) {
      const headers = { 'Content-Type': 'application/json', 'X-Relay-Sender': 'shop backend', 'X-Relay-Token': relay.ingestToken, 'X-Relay-Mode': 'forward' };
      const response = await fetch(`${relay.url}/in/${platform}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`The relay refused the event: ${response.status} ${await response.text()}`);
    },
    async close() {
      await chromium.close();
      await relay.dispose();
      await server.close();
      await upstream.close();
    },
  };
}

/** The whole log, oldest first. */
export async function readLog({ ask }: Pick<RecordingBrowser, 'ask'>): Promise<LoggedEntry[]> {
  const entries: LoggedEntry[] = [];
  for (let more = true; more; ) {
    const part = await ask<{ entries: LoggedEntry[]; more: boolean }>('log.read', { after: entries.at(-1)?.seq ?? 0, limit: 1_000 });
    entries.push(...part.entries);
    more = part.more;
  }
  return entries;
}

/** What a panel would show of the log now. */
export async function readProjection(browser: Pick<RecordingBrowser, 'ask'>): Promise<Projection> {
  const projector = createProjector(DEFAULT_SETTINGS);
  projector.apply(await readLog(browser));
  return projector.project();
}

/** Waits until the projection is as it should be; what it is instead, the assertion on the result says. */
export async function projectionWhen(browser: Pick<RecordingBrowser, 'ask'>, isThere: (projection: Projection) => boolean): Promise<Projection> {
  let last = await readProjection(browser);
  const wait = until('the expected projection', async () => {
    last = await readProjection(browser);
    return isThere(last);
  });
  return wait.then(() => last, () => last);
}

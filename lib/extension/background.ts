import type { Browser, Runtime, WebNavigation } from 'webextension-polyfill';
import type { CaptureStatus } from '../model/capture-status.ts';
import type { Settings } from '../model/settings.ts';
import { recorderMatchPatterns } from '../platforms/registry.ts';
import { createBackgroundParts, isPrivateBackground, now, type BackgroundParts } from './background-parts.ts';
import { listFrames } from './list-frames.ts';
import { switchHook } from './page-hook/registration.ts';
import { testRelay } from './relay-test.ts';
import { createRequestHandlers } from './request-handlers.ts';
import { onLastPrivateClosed } from './private-windows.ts';
import { retentionOf } from './retention.ts';
import { answerRequest } from './rpc.ts';
import { WAKE_ALARM } from './wake-up.ts';
import { welcomeOnInstall } from './welcome.ts';
import { firstPartyPatterns, listenToRequests } from './web-request.ts';

/** Starts the recorder. Every listener stands when this returns: a stopped background is started only for those. */
export function startBackground(browser: Browser): void {
  welcomeOnInstall(browser);
  const parts = createBackgroundParts(browser);
  listenToRequests(browser.webRequest, recorderMatchPatterns(), parts.recorder);
  listenToPages(browser, parts);
  listenToMessages(browser, parts);
  onLastPrivateClosed(browser.windows, () => {
    if (parts.log.forgetPrivate()) parts.broadcaster.broadcast({ broadcast: 'log.cleared' });
    void forgetClosedTabs(browser, parts);
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name !== WAKE_ALARM) return;
    parts.recorder.closeStale();
    void parts.lookups.askDue();
  });
  begin(browser, parts).catch((error: unknown) => {
    const message = `The recorder could not start (${String(error)}). Reload the extension or restart the browser.`;
    void parts.log.append([{ kind: 'fault', at: now(), code: 'recorder-failed', message }]);
    // What was recorded before can be read and asked about all the same; who waits for that must not wait for ever.
    parts.ownLog.follow();
  });
}

/** What a page sends while it is closed is still told by then, and belongs to it. */
const LAST_REQUESTS_MS = 5_000;

/** Firefox's one background knows the addresses of private pages, too. A tab that closes while it waits has a wait of its own. */
async function forgetClosedTabs(browser: Browser, { recorder }: BackgroundParts): Promise<void> {
  const closedAt = now();
  const open = await idsOfTabs(browser);
  setTimeout(() => void idsOfTabs(browser).then((later) => recorder.forgetClosedTabs([...open, ...later], closedAt)), LAST_REQUESTS_MS);
}

async function idsOfTabs({ tabs }: Browser): Promise<number[]> {
  return (await tabs.query({})).flatMap(({ id }) => id ?? []);
}

/** What waits for the settings and for what the recorder left off with. */
async function begin(browser: Browser, parts: BackgroundParts): Promise<void> {
  const fault = await parts.settings.loaded;
  if (fault !== null) void parts.log.append([{ kind: 'fault', at: now(), code: 'settings-unusable', message: fault }]);
  applySettings(browser, parts);
  await parts.recorder.ready();
  void parts.access.check();
  await parts.log.prune(retentionOf(parts.settings.current));
  followOwnLog(parts);
}

function listenToPages(browser: Browser, { recorder, badge }: BackgroundParts): void {
  const committed = (details: WebNavigation.OnCommittedDetailsType): void => {
    recorder.navigated(details);
    if (details.frameId === 0) badge.navigated(details.tabId);
  };
  browser.webNavigation.onCommitted.addListener(committed);
  browser.webNavigation.onHistoryStateUpdated.addListener((details) => recorder.navigated(details));
}

function listenToMessages(browser: Browser, parts: BackgroundParts): void {
  const handlers = createRequestHandlers({
    ...parts,
    now,
    captureStatus: (tabId) => readCaptureStatus(browser, parts, tabId),
    testRelay: (connection) => testRelay(browser, parts, connection),
    broadcast: (message) => parts.broadcaster.broadcast(message),
  });
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    if (isOwnPage(browser, sender)) return answerRequest(handlers, message);
    return sender.id === browser.runtime.id ? parts.inbox.receive(message, sender) : undefined;
  });
}

/** What can be seen of a tab: asked for anew, since pages come and go. */
async function readCaptureStatus(browser: Browser, { access, settings, hookStates }: BackgroundParts, tabId: number): Promise<CaptureStatus> {
  const [permitted, listed] = await Promise.all([access.check(), listFrames(browser.webNavigation, tabId), settings.loaded]);
  return { permitted, hookOn: settings.current.pageHook, ...(await hookStates.statusOf(tabId, listed)) };
}

/** Content scripts run beside foreign code: the log and the relay's token are for the extension's own pages. */
function isOwnPage(browser: Browser, sender: Runtime.MessageSender): boolean {
  return sender.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL('')) === true;
}

/** Puts the settings in force now and with every change. */
function applySettings(browser: Browser, parts: BackgroundParts): void {
  const { settings, recorder, projector, lookups, badge, log, broadcaster, access } = parts;
  const listenFirstParty = ({ firstParty }: Settings): (() => void) => {
    const urls = firstPartyPatterns(firstParty);
    return urls.length > 0 ? listenToRequests(browser.webRequest, urls, recorder) : () => undefined;
  };
  let stopFirstParty = listenFirstParty(settings.current);
  projector.configure(settings.current);
  applyHook(browser, parts);
  settings.onChange((before, after) => {
    stopFirstParty();
    stopFirstParty = listenFirstParty(after);
    projector.configure(after);
    badge.repaintSoon();
    lookups.plan();
    if (before.pageHook !== after.pageHook) applyHook(browser, parts);
    if (before.recording !== after.recording) void access.check().then((permitted) => log.append([{ kind: 'recording', at: now(), on: after.recording && permitted }]));
    broadcaster.broadcast({ broadcast: 'settings.changed' });
  });
}

/** Both of Chromium's backgrounds share the registration: the one of private windows leaves it to the other, or both would make it at once. */
function applyHook(browser: Browser, { settings, log, broadcaster }: BackgroundParts): void {
  if (isPrivateBackground()) return;
  switchHook(browser.scripting, settings.current.pageHook).then(
    () => broadcaster.broadcast({ broadcast: 'status.changed' }),
    (error: unknown) => {
      const message = `The page hook could not be switched ${settings.current.pageHook ? 'on' : 'off'} (${String(error)}). Requests are recorded all the same.`;
      void log.append([{ kind: 'fault', at: now(), code: 'hook-unusable', message }]);
    },
  );
}

/** Requests that were no platform's may be one's now: read again, they are asked about and judged. */
function followOwnLog({ ownLog, settings }: BackgroundParts): void {
  ownLog.follow();
  settings.onChange(({ firstParty: before }, { firstParty: after }) => {
    if (JSON.stringify(before) !== JSON.stringify(after)) ownLog.readAgain();
  });
}

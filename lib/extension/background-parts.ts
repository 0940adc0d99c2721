import { v7 as uuidv7 } from 'uuid';
import type { Browser } from 'webextension-polyfill';
import type { Capture } from '../model/capture.ts';
import type { RelayConnection } from '../model/settings.ts';
import { findPlatform } from '../platforms/decode.ts';
import { createRelayClient, type RelayClient } from '../relay/client.ts';
import { openIndexedDb } from '../session/indexed-db.ts';
import { createProjector, type Projector } from '../session/projector.ts';
import { SessionLog } from '../session/session-log.ts';
import { inflateGzip } from '../wire/gzip.ts';
import { BadgePainter } from './badge-painter.ts';
import { createBroadcaster, type Broadcaster } from './broadcaster.ts';
import { createLogMemory, type StorageArea } from './log-memory.ts';
import { lookupsOf } from './lookups.ts';
import { createHookJoin } from './hook-join.ts';
import { HookStates } from './hook-states.ts';
import { captureIdOf } from './in-flight.ts';
import { OwnLog } from './own-log.ts';
import { PageInbox } from './page-inbox.ts';
import { SiteAccess } from './permissions.ts';
import { openPrivateStorage } from './private-storage.ts';
import { recordedAs } from './recorded-as.ts';
import { Recorder, type RecorderEdge } from './recorder.ts';
import { createRelayClients } from './relay-clients.ts';
import { RelayLookups } from './relay-lookups.ts';
import { SettingsStore } from './settings-store.ts';
import type { FindFrame, FoundFrame } from './unknown-document.ts';
import { createWakeUp } from './wake-up.ts';

/** What the background is made of. */
export interface BackgroundParts {
  settings: SettingsStore;
  log: SessionLog;
  ownLog: OwnLog;
  recorder: Recorder;
  lookups: RelayLookups;
  projector: Projector;
  badge: BadgePainter;
  broadcaster: Broadcaster;
  inbox: PageInbox;
  hookStates: HookStates;
  access: SiteAccess;
}

export const now = (): number => Date.now();

export function createBackgroundParts(browser: Browser): BackgroundParts {
  const broadcaster = createBroadcaster((message) => browser.runtime.sendMessage(message));
  /** What outlives the background, not the browser. */
  const state: StorageArea = isPrivateBackground() ? openPrivateStorage('pixelpair-state') : browser.storage.session;
  const appended = (last: number): void => broadcaster.broadcast({ broadcast: 'log.appended', last });
  const memory = createLogMemory(state, isPrivateBackground() ? null : browser.storage.local);
  const log = new SessionLog({ database: openIndexedDb('pixelpair'), memory, now, appended, pruned: (places) => ownLog.pruned(places) });
  const settings = new SettingsStore(browser.storage.local);
  const hookStates = new HookStates(state, () => broadcaster.broadcast({ broadcast: 'status.changed' }));
  // Both need each other: the inbox names documents by the recorder's map, and the recorder's captures meet the page's calls there.
  const recorder: Recorder = createRecorder(browser, { log: tapCaptures(log, (capture) => inbox.captured(capture)), storage: state, settings });
  const inbox = createInbox({ log, settings, recorder, hookStates });
  const lookups = createLookups(browser, log, settings);
  const projector = createProjector(settings.current);
  const access = createAccess(browser, { settings, log, broadcaster, storage: state });
  const badge = new BadgePainter({
    projector,
    session: () => recorder.session,
    paint: async (tabId, { text, colour, title }) => {
      await browser.action.setBadgeBackgroundColor({ tabId, color: colour });
      await browser.action.setBadgeText({ tabId, text });
      await browser.action.setTitle({ tabId, title });
    },
  });
  const ownLog: OwnLog = createOwnLog({ log, broadcaster, lookups, badge });
  return { settings, log, ownLog, recorder, lookups, projector, badge, broadcaster, inbox, hookStates, access };
}

const PERMISSION_LOST = 'The browser no longer lets Pixelpair see requests, so nothing is recorded. Grant the access to all sites again.';

/** A lost permission ends the recording: from then on silence proves nothing. */
function createAccess(browser: Browser, { settings, log, broadcaster, storage }: Pick<BackgroundParts, 'settings' | 'log' | 'broadcaster'> & { storage: StorageArea }): SiteAccess {
  return new SiteAccess(browser.permissions, storage, (permitted) => {
    broadcaster.broadcast({ broadcast: 'status.changed' });
    const at = now();
    void log.append([
      { kind: 'recording', at, on: permitted && settings.current.recording },
      ...(permitted ? [{ kind: 'recovered', at, code: 'permission-lost' } as const] : [{ kind: 'fault', at, code: 'permission-lost', message: PERMISSION_LOST } as const]),
    ]);
  });
}

function createOwnLog({ log, broadcaster, lookups, badge }: Pick<BackgroundParts, 'log' | 'broadcaster' | 'lookups' | 'badge'>): OwnLog {
  return new OwnLog({
    channel: {
      read: (after, limit) => log.readAfter(after, limit),
      listen: (heard) => broadcaster.listen(heard),
      wait: (ms, then) => {
        const timer = setTimeout(then, ms);
        return () => clearTimeout(timer);
      },
    },
    lookups,
    badge,
    failed: (error) => void log.append([{ kind: 'fault', at: now(), code: 'recorder-failed', message: `The recorder could not read its log: ${String(error)}.` }]),
  });
}

/** Chromium's background of private windows: its log is in memory, its settings are everybody's. */
export function isPrivateBackground(): boolean {
  return (globalThis as { chrome?: { extension?: { inIncognitoContext?: boolean } } }).chrome?.extension?.inIncognitoContext === true;
}

/** The same log, with a look at every capture that is appended. */
function tapCaptures(log: SessionLog, saw: (capture: Capture) => void): RecorderEdge['log'] {
  return {
    append: (entries) => {
      for (const entry of entries) if (entry.kind === 'capture') saw(entry.capture);
      return log.append(entries);
    },
    tail: (count) => log.tail(count),
    prune: (retention) => log.prune(retention),
  };
}

function createInbox({ log, settings, recorder, hookStates }: Pick<BackgroundParts, 'log' | 'settings' | 'recorder' | 'hookStates'>): PageInbox {
  return new PageInbox({
    append: (entries) => log.append(entries),
    ready: Promise.all([settings.loaded, recorder.ready()]),
    settings: () => settings.current,
    pageUrlOf: (document) => recorder.pageUrlOf(document),
    platformOf: (request) => findPlatform(request, settings.current.firstParty)?.platform.id ?? null,
    states: hookStates,
    join: createHookJoin(),
    sharesPrivate: !isPrivateBackground(),
    newCaptureId: () => captureIdOf(recorder.session, `page-${uuidv7()}`, 0),
    now,
    wait: (ms, then) => void setTimeout(then, ms),
  });
}

function createRecorder(browser: Browser, { log, storage, settings }: Pick<RecorderEdge, 'log' | 'storage'> & { settings: SettingsStore }): Recorder {
  return new Recorder({
    log,
    storage,
    ready: settings.loaded,
    settings: () => settings.current,
    platformOf: (capture) => recordedAs(capture, settings.current),
    inflate: inflateGzip,
    findFrame: createFindFrame(browser.webNavigation),
    newSessionId: uuidv7,
    now,
    wait: (ms, then) => void setTimeout(then, ms),
  });
}

/** The typings know no look-up by document; Chromium has it. */
function createFindFrame(webNavigation: Browser['webNavigation']): FindFrame {
  const getFrame = webNavigation.getFrame.bind(webNavigation) as unknown as (details: { tabId: number; documentId: string }) => Promise<FoundFrame | null>;
  return (tabId, documentId) => getFrame({ tabId, documentId }).catch(() => null);
}

function createLookups(browser: Browser, log: SessionLog, settings: SettingsStore): RelayLookups {
  const clientOf = createRelayClients(createClient);
  const lookups: RelayLookups = new RelayLookups({
    settings: () => settings.current,
    lookupsOf: (capture) => lookupsOf(capture, settings.current),
    query: (connection, asked) => clientOf(connection).query(asked),
    append: (entries) => log.append(entries),
    now,
    wakeAt: createWakeUp(browser.alarms, now, () => void lookups.askDue()),
  });
  return lookups;
}

function createClient({ endpoint, token }: RelayConnection): RelayClient {
  return createRelayClient({ endpoint, token, fetch: globalThis.fetch.bind(globalThis), now });
}

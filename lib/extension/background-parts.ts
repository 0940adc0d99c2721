import { v7 as uuidv7 } from 'uuid';
import type { Browser } from 'webextension-polyfill';
import type { RelayConnection } from '../model/settings.ts';
import { findPlatform } from '../platforms/decode.ts';
import { createRelayClient, type RelayClient } from '../relay/client.ts';
import { openIndexedDb } from '../session/indexed-db.ts';
import { createProjector, type Projector } from '../session/projector.ts';
import { SessionLog } from '../session/session-log.ts';
import { inflateGzip } from '../wire/gzip.ts';
import { BadgePainter } from './badge-painter.ts';
import { createBroadcaster, type Broadcaster } from './broadcaster.ts';
import { lookupsOf } from './lookups.ts';
import { Recorder } from './recorder.ts';
import { createRelayClients } from './relay-clients.ts';
import { RelayLookups } from './relay-lookups.ts';
import { SettingsStore } from './settings-store.ts';
import { createWakeUp } from './wake-up.ts';

/** What the background is made of. */
export interface BackgroundParts {
  settings: SettingsStore;
  log: SessionLog;
  recorder: Recorder;
  lookups: RelayLookups;
  projector: Projector;
  badge: BadgePainter;
  broadcaster: Broadcaster;
}

export const now = (): number => Date.now();

export function createBackgroundParts(browser: Browser): BackgroundParts {
  const broadcaster = createBroadcaster((message) => browser.runtime.sendMessage(message));
  const appended = (last: number): void => broadcaster.broadcast({ broadcast: 'log.appended', last });
  const log = new SessionLog({ database: openIndexedDb('pixelpair'), now, appended });
  const settings = new SettingsStore(browser.storage.local);
  const recorder = createRecorder(browser, log, settings);
  const lookups = createLookups(browser, log, settings);
  const projector = createProjector(settings.current);
  const badge = new BadgePainter({
    projector,
    session: () => recorder.session,
    paint: async (tabId, { text, colour, title }) => {
      await browser.action.setBadgeBackgroundColor({ tabId, color: colour });
      await browser.action.setBadgeText({ tabId, text });
      await browser.action.setTitle({ tabId, title });
    },
  });
  return { settings, log, recorder, lookups, projector, badge, broadcaster };
}

function createRecorder(browser: Browser, log: SessionLog, settings: SettingsStore): Recorder {
  return new Recorder({
    log,
    storage: browser.storage.session,
    ready: settings.loaded,
    settings: () => settings.current,
    platformOf: (capture) => findPlatform(capture, settings.current.firstParty)?.platform.id ?? null,
    inflate: inflateGzip,
    newSessionId: uuidv7,
    now,
  });
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

export function createClient({ endpoint, token }: RelayConnection): RelayClient {
  return createRelayClient({ endpoint, token, fetch: globalThis.fetch.bind(globalThis), now });
}

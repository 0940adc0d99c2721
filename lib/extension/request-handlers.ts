import type { RelayConnection } from '../model/settings.ts';
import type { ConnectionStep } from '../model/relay.ts';
import type { SessionLog } from '../session/session-log.ts';
import type { Broadcast } from './messages.ts';
import type { Recorder } from './recorder.ts';
import type { RelayLookups } from './relay-lookups.ts';
import type { RequestHandlers } from './rpc.ts';
import type { SettingsStore } from './settings-store.ts';

/** What requests of extension pages are answered from. */
export interface HandlerParts {
  log: SessionLog;
  settings: SettingsStore;
  recorder: Pick<Recorder, 'tabUrl'>;
  lookups: Pick<RelayLookups, 'retry' | 'healthOf'>;
  testRelay: (connection: RelayConnection) => Promise<ConnectionStep[]>;
  broadcast: (message: Broadcast) => void;
  /** Unix ms. */
  now: () => number;
}

/** How the background answers each request of an extension page. */
export function createRequestHandlers({ log, settings, recorder, lookups, testRelay, broadcast, now }: HandlerParts): RequestHandlers {
  return {
    'log.read': ({ after, limit }) => log.readAfter(after, limit),
    'log.clear': async () => {
      await log.clear();
      broadcast({ broadcast: 'log.cleared' });
      // The log must say by itself whether recording is on.
      await log.append([{ kind: 'recording', at: now(), on: settings.current.recording }]);
      return null;
    },
    'recording.set': async ({ on }) => {
      await settings.loaded;
      await settings.write({ ...settings.current, recording: on });
      return null;
    },
    'settings.read': async () => {
      await settings.loaded;
      return settings.current;
    },
    'settings.write': async (params) => {
      await settings.write(params.settings);
      return null;
    },
    'relay.test': async ({ connection }) => ({ steps: await testRelay(connection) }),
    'relay.retry': async () => {
      await lookups.retry();
      return null;
    },
    'relay.health': async ({ tabId }) => {
      await settings.loaded;
      return lookups.healthOf(await recorder.tabUrl(tabId));
    },
  };
}

import type { CaptureStatus } from '../model/capture-status.ts';
import type { LogEntry } from '../model/log.ts';
import type { RelayConnection } from '../model/settings.ts';
import type { ConnectionStep } from '../model/relay.ts';
import type { Projector } from '../session/projector.ts';
import type { SessionLog } from '../session/session-log.ts';
import { openSuggestions } from '../session/suggestions.ts';
import { answerSuggestion } from './answer-suggestion.ts';
import type { Broadcast } from './messages.ts';
import { fillBody, listOpenBodies } from './open-bodies.ts';
import type { OwnLog } from './own-log.ts';
import type { SiteAccess } from './permissions.ts';
import type { Recorder } from './recorder.ts';
import type { RelayLookups } from './relay-lookups.ts';
import type { RequestHandlers } from './rpc.ts';
import type { SettingsStore } from './settings-store.ts';

/** What requests of extension pages are answered from. */
export interface HandlerParts {
  log: SessionLog;
  ownLog: Pick<OwnLog, 'caughtUp'>;
  settings: SettingsStore;
  recorder: Pick<Recorder, 'tabUrl'>;
  access: Pick<SiteAccess, 'check'>;
  captureStatus: (tabId: number) => Promise<CaptureStatus>;
  lookups: Pick<RelayLookups, 'retry' | 'healthOf'>;
  projector: Pick<Projector, 'project'>;
  testRelay: (connection: RelayConnection) => Promise<ConnectionStep[]>;
  broadcast: (message: Broadcast) => void;
  /** Unix ms. */
  now: () => number;
}

/** How the background answers each request of an extension page. */
export function createRequestHandlers({ log, ownLog, settings, recorder, access, captureStatus, lookups, projector, testRelay, broadcast, now }: HandlerParts): RequestHandlers {
  const bodies = { tail: (count: number) => log.tail(count), append: (entries: readonly LogEntry[]) => log.append(entries), now };
  return {
    'log.read': ({ after, limit }) => log.readAfter(after, limit),
    'log.clear': async () => {
      await log.clear();
      broadcast({ broadcast: 'log.cleared' });
      // The log must say by itself whether recording is on.
      await log.append([{ kind: 'recording', at: now(), on: settings.current.recording && (await access.check()) }]);
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
    'bodies.open': async ({ tabId }) => ({ captures: await listOpenBodies(bodies, tabId) }),
    'bodies.fill': async ({ captureId, body }) => {
      await fillBody(bodies, captureId, body);
      return null;
    },
    'capture.status': ({ tabId }) => captureStatus(tabId),
    'suggestion.answer': async ({ host, platform, accepted }) => {
      await settings.loaded;
      await settings.write(answerSuggestion(settings.current, { host, platform }, accepted));
      return null;
    },
    'suggestions.read': async () => {
      await settings.loaded;
      await ownLog.caughtUp();
      return { suggestions: openSuggestions(projector.project().suggestions, settings.current) };
    },
    'relay.test': async ({ connection }) => ({ steps: await testRelay(connection) }),
    'relay.retry': async () => {
      await lookups.retry();
      return null;
    },
    'relay.health': async ({ tabId }) => {
      await settings.loaded;
      await ownLog.caughtUp();
      return lookups.healthOf(await recorder.tabUrl(tabId));
    },
  };
}

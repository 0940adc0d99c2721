import type { LoggedEntry, RelayHealth } from '../model/log.ts';
import type { ConnectionStep } from '../model/relay.ts';
import type { RelayConnection, Settings } from '../model/settings.ts';

/**
 * Requests an extension page may send to the background: name → parameters and result.
 * The background never pushes data; it broadcasts `log.appended` and readers ask from where they stand.
 */
export interface Requests {
  /** Entries after `after`, at most `limit`; `more` = ask again. */
  'log.read': { params: { after: number; limit: number }; result: { entries: LoggedEntry[]; last: number; more: boolean } };
  'log.clear': { params: Record<string, never>; result: null };
  'recording.set': { params: { on: boolean }; result: null };
  'settings.read': { params: Record<string, never>; result: Settings };
  'settings.write': { params: { settings: Settings }; result: null };
  'relay.test': { params: { connection: RelayConnection }; result: { steps: ConnectionStep[] } };
  /** Ask the relay again now about everything that is not settled. */
  'relay.retry': { params: Record<string, never>; result: null };
  'relay.health': { params: { tabId: number }; result: RelayHealth };
}

/** What the background tells every open extension page. */
export type Broadcast =
  | { broadcast: 'log.appended'; last: number }
  /** The log was cleared: read it from the start. */
  | { broadcast: 'log.cleared' }
  | { broadcast: 'settings.changed' };

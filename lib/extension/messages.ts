import type { CaptureBody } from '../model/capture.ts';
import type { CaptureStatus } from '../model/capture-status.ts';
import type { LoggedEntry, RelayHealth } from '../model/log.ts';
import type { PlatformId } from '../model/platform-id.ts';
import type { ConnectionStep } from '../model/relay.ts';
import type { RelayConnection, Settings } from '../model/settings.ts';
import type { SoughtCapture } from './har-backfill.ts';
import type { HostSuggestion } from '../model/suggestion.ts';

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
  /** The user's answer to a suggestion: that host is that platform's, or it is not. */
  'suggestion.answer': { params: { host: string; platform: PlatformId; accepted: boolean }; result: null };
  /** Hosts that get what looks like a platform's events, as far as the log goes; those that were dismissed are left out. */
  'suggestions.read': { params: Record<string, never>; result: { suggestions: readonly HostSuggestion[] } };
  'relay.test': { params: { connection: RelayConnection }; result: { steps: ConnectionStep[] } };
  /** Ask the relay again now about everything that is not settled. */
  'relay.retry': { params: Record<string, never>; result: null };
  /** Captures of the tab whose body neither the browser nor the page hook handed over. */
  'bodies.open': { params: { tabId: number }; result: { captures: SoughtCapture[] } };
  /** A body that DevTools had; only an open one is completed. */
  'bodies.fill': { params: { captureId: string; body: CaptureBody }; result: null };
  /** What can be seen of a tab just now. */
  'capture.status': { params: { tabId: number }; result: CaptureStatus };
  'relay.health': { params: { tabId: number }; result: RelayHealth };
}

/** What the background tells every open extension page. */
export type Broadcast =
  | { broadcast: 'log.appended'; last: number }
  /** The log was cleared: read it from the start. */
  | { broadcast: 'log.cleared' }
  | { broadcast: 'settings.changed' }
  /** A permission came or went, or a page's hook reported: ask for `capture.status` again. */
  | { broadcast: 'status.changed' };

import type { PlatformId } from './platform-id.ts';

/**
 * `settled`: asked, answered, grace period over: what is not here was not sent. `pending`: the grace period runs.
 * `unreachable`: it could not be asked. `absent`: none is configured.
 */
export type RelayState = 'settled' | 'pending' | 'unreachable' | 'absent';

/** A time in which the relay may have missed events. Unix ms. */
export interface CoverageGap {
  from: number;
  to: number;
  /** `relay_down`, `store_unavailable`, … in the relay's words. */
  reason: string;
}

/** What the relay vouches for: one pixel and one span of time. Unix ms. */
export interface Coverage {
  platform: PlatformId;
  pixelId: string;
  from: number;
  to: number;
  gaps: readonly CoverageGap[];
}

/** How far the relay has been asked. */
export interface RelayEvidence {
  state: RelayState;
  /** null = all of it is covered while `settled`. */
  coverage: readonly Coverage[] | null;
  /** How long after a browser event its server event may still come, ms. */
  graceMs: number;
  /** Live recording only: the state for one capture, by capture ID, where it differs from `state`. */
  byCapture: Readonly<Record<string, RelayState>>;
  /** Platforms of which a server payload could not be read: nothing is proved by what is not seen of them. */
  unreadable?: readonly PlatformId[];
  /** Why it is unreachable or absent, in one sentence; null where there is nothing to say. */
  reason: string | null;
}

/** A browser event as the relay is asked about it. */
export interface Lookup {
  /** Ties the answer to the event: the capture's ID. */
  ref: string;
  platform: PlatformId;
  /** The server side's pixel where the settings map it (Google Ads), else the browser's. */
  pixelId: string;
  eventName: string;
  eventId: string | null;
  orderId: string | null;
  value: number | null;
  currency: string | null;
  /** When the browser sent it, Unix ms: likeness is looked for around it. */
  at: number;
  /** Compared by hash at the relay; never stored there. */
  userKeys: Readonly<Record<string, readonly string[]>>;
}

/** One step of "test connection", in their order; those that an address has no use for (DNS for a number, TLS on this computer) are left out. */
export interface ConnectionStep {
  step: 'endpoint' | 'dns' | 'connect' | 'tls' | 'auth' | 'contract' | 'pixels';
  /** null = nothing failed, but it is not proved either: the message says what is left. */
  ok: boolean | null;
  /** What was found and, where it failed, what to do. */
  message: string;
}

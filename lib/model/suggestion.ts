import type { PlatformId } from './platform-id.ts';

/** What a request to an unknown host looks like. */
export interface Resemblance {
  host: string;
  platform: PlatformId;
  /** What tells it: `tid=G-DEMO1, en=purchase`. */
  signs: string;
}

/** A host that nobody has named and that gets what looks like a platform's events. */
export interface HostSuggestion extends Resemblance {
  /** How many requests look so. */
  requests: number;
  /** The first of them, Unix ms. */
  at: number;
}

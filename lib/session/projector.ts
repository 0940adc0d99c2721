import type { LoggedEntry } from '../model/log.ts';
import type { Projection } from '../model/projection.ts';
import type { MatchSettings } from '../model/settings.ts';

/** Turns a growing log into what the views show. Replaying a log gives the same projection as following it. */
export interface Projector {
  apply(entries: readonly LoggedEntry[]): void;
  configure(settings: MatchSettings): void;
  /** `now`: Unix ms. */
  project(now: number): Projection;
  /** Forgets everything: the log was cleared. */
  reset(): void;
}

export function createProjector(_settings: MatchSettings): Projector {
  throw new Error('being written');
}

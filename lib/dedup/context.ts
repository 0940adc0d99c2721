import type { EventFields } from '../model/event.ts';
import type { RecordedSpan } from '../model/recording.ts';
import type { RelayEvidence } from '../model/relay.ts';
import type { KeyField } from '../model/rule.ts';
import type { MatchSettings } from '../model/settings.ts';
import type { Meaning, Platform } from '../platforms/define.ts';

/** What matching and judging one platform's events needs beside the events. */
export interface DedupContext {
  platform: Platform;
  settings: MatchSettings;
  relay: RelayEvidence;
  /** When the browser's side was recorded, in order; null = not known. */
  recorded: readonly RecordedSpan[] | null;
}

/** An event of either side as the engine handles it. */
export type AnyEvent = EventFields & { side: 'browser' | 'server' };

/** The name as the platform compares it; a custom event never equals a standard one of the same name. */
export function comparableName({ platform }: Pick<DedupContext, 'platform'>, event: EventFields): string {
  return platform.comparableName?.(event) ?? event.eventName;
}

/** What the event means across names; null for a custom event. */
export function meaningOf({ platform }: DedupContext, event: EventFields): Meaning | null {
  return platform.meaningOf(event.eventName);
}

/** The conversion action on the server's side of the mapping; null where it is not mapped or the wire has no label. */
export function mappedAction({ settings }: DedupContext, event: AnyEvent): string | null {
  if (event.action === null) return null;
  if (event.side === 'server') return event.action;
  return settings.conversionActions[`${event.pixelId}/${event.action}`] ?? settings.conversionActions[event.action] ?? null;
}

/** True where the platform's strongest rule is documented to compare this field, and the wire carries it on both sides. */
export function compares({ platform }: Pick<DedupContext, 'platform'>, field: KeyField): boolean {
  const [first] = platform.rule.alternatives;
  return first !== undefined && first.on.includes(field) && platform.rule.openKey !== field && first.assumed?.includes(field) !== true;
}

/** The ID by which the platform deduplicates this event; null where none was sent or no rule holds for its name. */
export function dedupIdOf({ platform: { rule } }: DedupContext, event: EventFields): string | null {
  const applies = rule.alternatives.some(
    ({ on, appliesTo }) => on.includes(rule.idField) && (appliesTo === null || appliesTo.includes(event.eventName)),
  );
  return applies ? event[rule.idField] : null;
}

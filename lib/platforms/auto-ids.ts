import type { EventIdOrigin } from '../model/event.ts';
import type { AutoId } from './define.ts';

/** ID makers that serve several platforms (platforms-core.md §5). */
export const SHARED_AUTO_IDS: readonly AutoId[] = [
  { pattern: /^\d{13}_\d{14,}$/, madeBy: 'the Stape "Unique Event ID" variable, new on each page load', certain: false },
  { pattern: /^\d{13}\.\d{6}\.\d+$/, madeBy: 'a Tag Manager event ID template, new on each page load', certain: false },
  { pattern: /^(?:\d{10}|\d{13})$/, madeBy: 'a clock: it is a time stamp', certain: false },
];

/** UUID v4, in any case. */
export const UUID_V4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;

/** Who made an ID, as far as its shape proves it. Only a call of the SDK can tell `page` from `unknown`. */
export function originOfId(eventId: string | null, autoIds: readonly AutoId[]): EventIdOrigin {
  if (eventId === null) return 'absent';
  for (const auto of autoIds) if (auto.certain && auto.pattern.test(eventId)) return 'sdk';
  return 'unknown';
}

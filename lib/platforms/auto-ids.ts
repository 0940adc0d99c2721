import type { EventIdOrigin } from '../model/event.ts';
import type { AutoId } from './define.ts';

const ON_PAGE_LOAD = [/^\d{13}_\d{14,}$/, /^\d{13}\.\d{6}\.\d+$/] as const;

/** True for an ID in a form that is new on each page load, whatever it is sent as. */
export function isMadeOnPageLoad(id: string): boolean {
  return ON_PAGE_LOAD.some((pattern) => pattern.test(id));
}

/** ID makers that serve several platforms (platforms-core.md §5). */
export const SHARED_AUTO_IDS: readonly AutoId[] = [
  { pattern: ON_PAGE_LOAD[0], madeBy: 'the Stape "Unique Event ID" variable, new on each page load', certain: false },
  { pattern: ON_PAGE_LOAD[1], madeBy: 'a Tag Manager event ID template, new on each page load', certain: false },
  { pattern: /^1\d{9}(?:\d{3})?$/, madeBy: 'a clock: it is a time stamp', certain: false },
];

/** UUID v4, in any case. */
export const UUID_V4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;

/** Who made an ID, as far as its shape proves it. Only a call of the SDK can tell `page` from `unknown`. */
export function originOfId(eventId: string | null, autoIds: readonly AutoId[]): EventIdOrigin {
  if (eventId === null) return 'absent';
  for (const auto of autoIds) if (auto.certain && auto.pattern.test(eventId)) return 'sdk';
  return 'unknown';
}

import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { EMPTY_ID } from '../platforms/finding-codes.ts';

/** The ID '' of an event that carries an empty one where the platform takes that for an ID; null for any other event. */
export function emptyIdOf({ issues }: BrowserEvent | ServerEvent): '' | null {
  return issues.length > 0 && issues.some(({ code }) => code === EMPTY_ID) ? '' : null;
}

import type { ExpectedEvent } from '../../lib/model/expectation.ts';
import { PLATFORM_IDS, type PlatformId } from '../../lib/model/platform-id.ts';
import { PLATFORM_NAMES } from '../strings.ts';

/** `1 purchase on Meta, TikTok; 1 lead on Meta`: what a person types and reads. */
export function formatEvents(events: readonly ExpectedEvent[]): string {
  const groups = Map.groupBy(events, ({ count, event }) => `${count} ${event}`);
  return [...groups].map(([what, group]) => `${what} on ${group.map(({ platform }) => PLATFORM_NAMES[platform]).join(', ')}`).join('; ');
}

/** The events that a person typed; null where any part is not `NUMBER EVENT on PLATFORM, PLATFORM`. */
export function parseEvents(typed: string): ExpectedEvent[] | null {
  const events: ExpectedEvent[] = [];
  for (const group of typed.split(';').filter((part) => part.trim() !== '')) {
    const [, count = '', event = '', names = ''] = /^\s*(\d{1,4})\s+(\S.*)\s+on\s+(.+?)\s*$/i.exec(group) ?? [];
    const platforms = names.split(',').map((name) => platformCalled(name.trim()));
    for (const platform of platforms) {
      if (platform === null) return null;
      events.push({ platform, event, count: Number(count) });
    }
  }
  return events.length > 0 ? events : null;
}

function platformCalled(name: string): PlatformId | null {
  const wanted = name.toLowerCase();
  return PLATFORM_IDS.find((id) => id === wanted || PLATFORM_NAMES[id].toLowerCase() === wanted) ?? null;
}

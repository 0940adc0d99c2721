import type { BrowserEvent } from '../model/event.ts';
import type { Cause, JudgedConversion } from '../model/verdict.ts';
import type { Platform } from '../platforms/define.ts';
import { agree, agreeOnAmount } from './agree.ts';
import type { PageEvidence } from './page-evidence.ts';

/** The pixel's own event and the page's report one action within this time. */
const REPEAT_WINDOW_MS = 10_000;

/** Names the automatic event that repeats an explicit one: it is never judged, but a goal may count both. */
export function findAutomaticRepeat(platform: Platform, { browser }: JudgedConversion, { automatic }: Pick<PageEvidence, 'automatic'>): Cause | null {
  if (automatic.size === 0) return null;
  for (const { event } of browser) {
    if (event.role !== 'conversion') continue;
    const repeat = automatic.get(event.documentId)?.find((other) => repeats(platform, event, other));
    if (repeat) return { id: 'automatic-repeat', detail: `the pixel also sent “${repeat.eventName}” by itself: a goal that counts both counts this conversion a second time` };
  }
  return null;
}

function repeats(platform: Platform, explicit: BrowserEvent, automatic: BrowserEvent): boolean {
  if (automatic.pixelId !== explicit.pixelId || Math.abs(automatic.at - explicit.at) > REPEAT_WINDOW_MS) return false;
  if (automatic.eventId !== null && automatic.eventId === explicit.eventId) return false;
  if (!agreeOnAmount(automatic, explicit) || !agree(automatic.orderId, explicit.orderId)) return false;
  return isSameAction(platform, explicit, automatic);
}

/** A tag without a meaning on the wire (X) is known by its amount. */
function isSameAction(platform: Platform, explicit: BrowserEvent, automatic: BrowserEvent): boolean {
  if (automatic.eventName === explicit.eventName) return true;
  const [meant, own] = [platform.meaningOf(automatic.eventName), platform.meaningOf(explicit.eventName)];
  if (meant === null) return false;
  return own === null ? automatic.value !== null && automatic.value === explicit.value : meant === own;
}

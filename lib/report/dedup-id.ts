import type { EventFields } from '../model/event.ts';
import { platformById } from '../platforms/registry.ts';

/**
 * The ID that stands for an event in a report: the one its platform deduplicates by (GA4 purchases and Google Ads: the
 * transaction ID). Where that rule does not hold for the event's name, the event ID, which is only shown.
 */
export function shownId(event: EventFields): string | null {
  const rule = platformById(event.platform)?.rule;
  const byOrder = rule?.alternatives.some(({ on, appliesTo }) => on.includes('orderId') && (appliesTo?.includes(event.eventName) ?? true));
  return rule?.idField === 'orderId' && byOrder ? event.orderId : event.eventId;
}

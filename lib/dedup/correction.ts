import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { isOwnCopy } from './delivery.ts';
import type { Evidence } from './evidence.ts';

/** The last adjustment that gives a conversion another amount (Google Ads RESTATEMENT, Floodlight batchupdate); it counts from then on. */
export function correctionIn(copies: readonly (BrowserEvent | ServerEvent)[]): ServerEvent | null {
  const found = copies.findLast((event) => event.side === 'server' && event.adjustment && event.value !== null);
  return found?.side === 'server' ? found : null;
}

/** That the amount was corrected, in one sentence; null where it was not. */
export function noteCorrection({ sent, accepted }: Evidence): string | null {
  const [first, corrected] = [sent[0]?.event ?? accepted.find(isOwnCopy), correctionIn(accepted)];
  if (!first || !corrected || first.value === null || first.value === corrected.value) return null;
  return `${corrected.sender} corrected the amount from ${first.value} to ${corrected.value}: that is what counts.`;
}

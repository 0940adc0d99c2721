import type { BrowserEvent } from '../model/event.ts';
import type { Cause } from '../model/verdict.ts';
import { KEY_NAMES } from '../model/words.ts';
import { describeSpan } from './diagnose-time.ts';
import type { Evidence } from './evidence.ts';
import { compareByUser } from './fallback-stage.ts';
import type { Ruling } from './outcome.ts';
import type { PairResult } from './pair.ts';

/** That the platform takes what the server alone sent for a copy of another order's browser event. */
export interface UserDrop {
  fire: BrowserEvent;
  pair: PairResult;
}

/** Whether it does; null where the copy counts, or nobody knows. */
export function findUserDrop({ context, cluster: { takenFor: fire }, accepted: [event] }: Evidence, ruling: Ruling): UserDrop | null {
  if (!fire || !event || ruling.outcome !== 'server-only' || ruling.counted !== 1) return null;
  const pair = compareByUser(context, fire, event);
  return pair && { fire, pair };
}

export function ruleOnUserDrop(ruling: Ruling): Ruling {
  return { ...ruling, outcome: 'swallowed', basis: 'fallback', counted: 0 };
}

/** Why, named by the ID whose absence makes the platform fall back. */
export function diagnoseUserDrop({ context: { platform }, accepted: [event] }: Evidence, { fire, pair }: UserDrop): Cause[] {
  if (!event) return [];
  const key = pair.keys.find((line) => line.key === 'fbp' || line.key === 'external_id')?.key ?? 'fbp';
  const silent = fire.eventId !== null ? 'the server sends no' : event.eventId !== null ? 'the browser sends no' : 'neither side sends an';
  const order = fire.orderId === null ? 'of another order' : `of order ${fire.orderId}`;
  const detail = `${silent} event ID, so ${platform.name} goes by ${KEY_NAMES[key]} alone and takes this one for a copy of the browser's event ${order}, ${describeSpan(event.receivedAt - fire.at)} before`;
  return [{ id: fire.eventId === null ? 'id-missing-browser' : 'id-missing-server', detail }];
}

import type { Delivery } from '../model/capture.ts';
import type { Cause } from '../model/verdict.ts';
import type { Evidence } from './evidence.ts';
import { isRejected } from './delivery.ts';

const NONE: readonly Cause[] = [];

/** Why a side that tried is not counted: blocked, failed, refused. */
export function diagnoseUnsent({ unsent, sent, refused, accepted }: Evidence): readonly Cause[] {
  if (unsent.length + refused.length === 0) return NONE;
  const browser = sent.length > 0 ? [] : unsent.flatMap((fire) => diagnoseDelivery(fire.event.delivery));
  const rejected = accepted.length > 0 ? undefined : refused.find(isRejected);
  return [...browser, ...(rejected ? [{ id: 'rejected-upstream' as const, detail: `the platform rejected the server event: ${answerOf(rejected.deliveries)}` }] : [])];
}

function answerOf(deliveries: readonly { status: number | null; message: string | null }[]): string {
  const last = deliveries.at(-1);
  return [last?.status === null || last === undefined ? 'no status' : `status ${last.status}`, last?.message].filter(Boolean).join(', ');
}

function diagnoseDelivery(delivery: Delivery): Cause[] {
  switch (delivery.state) {
    case 'blocked':
      return [diagnoseBlock(delivery.by)];
    case 'failed':
      return [{ id: 'send-failed', detail: `the browser could not send the request: ${delivery.error}` }];
    case 'delivered':
      return [{ id: 'rejected-upstream', detail: `the platform answered the browser's request with status ${delivery.status}` }];
    default:
      return [];
  }
}

function diagnoseBlock(by: Extract<Delivery, { state: 'blocked' }>['by']): Cause {
  switch (by) {
    case 'client':
      return { id: 'blocked-client', detail: 'an extension or the browser blocked the pixel request' };
    case 'csp':
      return { id: 'blocked-csp', detail: "the page's Content Security Policy blocked the pixel request" };
    case 'mixed-content':
      return { id: 'blocked-csp', detail: 'the browser blocked the pixel request: an https page may not send to http' };
    case 'tracking-protection':
      return { id: 'blocked-tracking-protection', detail: "the browser's tracking protection blocked the pixel request" };
  }
}

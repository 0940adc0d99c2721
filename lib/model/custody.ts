import type { Delivery } from './capture.ts';
import type { ServerDelivery } from './event.ts';

/** Where an ID can be seen on its way, in that order: the page's data, its SDK call, the request, the answer; then the server's leg. */
export type StationName = 'data-layer' | 'sdk-call' | 'wire' | 'response' | 'relay' | 'platform';

/**
 * What a station shows. Of stations that carry an ID: `kept` = as before, `changed`, `vanished` = the one before had it, `appeared` = the
 * one before had none, `none` = there was none to keep. Of answers: `reached`, `stopped`. `open` = still under way, `unseen` = no evidence.
 */
export type StationState = 'kept' | 'changed' | 'vanished' | 'appeared' | 'none' | 'reached' | 'stopped' | 'open' | 'unseen';

/** One station of the chain of custody. */
export interface CustodyStation {
  station: StationName;
  state: StationState;
  /** The ID as it stands here; null where there is none, or where the station carries none. */
  id: string | null;
  /** What the reader knows it by: `fbq`, the request's host, the sender; null where there is nothing to name. */
  place: string | null;
  /** Script and line of the page's code, `thank-you.js:42`; null where it is not known. */
  source: string | null;
  /** True at the one station where the ID first changed or vanished. */
  breaks: boolean;
  /** How the request ended, at `response`. */
  delivery: Delivery | null;
  /** The last thing that the platform answered, at `platform`. */
  answer: ServerDelivery | null;
}

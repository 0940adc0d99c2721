import type { Delivery } from '../model/capture.ts';

/** What is known of a request when it ends in an error. */
export interface Progress {
  /** Whether its headers left; null = the background was stopped in between and cannot know. */
  sentHeaders: boolean | null;
}

/** Said where an error cannot be judged because the background was stopped while the request was under way. */
export const PROGRESS_UNKNOWN = 'the recorder was stopped meanwhile, so it is not known whether the request left';

/** A cached answer reaches no server. */
export const FROM_CACHE: Delivery = { state: 'failed', error: "answered from the browser's cache: nothing was sent" };

/** A page's service worker may answer a request without any network. */
export const ANSWERED_BY_WORKER: Delivery = { state: 'failed', error: "the page's service worker answered it itself: nothing was sent" };

/**
 * Errors that a request meets before any server can have received it (capture.md §4), Chromium and Firefox. A connection that breaks later
 * (reset, closed, timed out) is not among them: the server may have read the request.
 */
const NETWORK_ERRORS = [
  /^net::ERR_(NAME_|DNS_|CONNECTION_(REFUSED|FAILED|TIMED_OUT)|INTERNET_DISCONNECTED|ADDRESS_|NETWORK_ACCESS_DENIED|SSL_|CERT_|PROXY_|TUNNEL_)/,
  /^NS_ERROR_(UNKNOWN_HOST|CONNECTION_REFUSED|OFFLINE|UNKNOWN_PROXY_HOST|PROXY_)/,
  /^(SSL_|SEC_|MOZILLA_PKIX_)ERROR/,
];

const TRACKING_ERROR = /^NS_ERROR_(|SOCIAL|EMAIL)TRACKING_URI$|^NS_ERROR_(FINGERPRINTING|CRYPTOMINING)_URI$/;

/** A content blocker, or the computer's administrator. */
const BLOCKED = /^net::ERR_BLOCKED_BY_(CLIENT|ADMINISTRATOR)$/;

/**
 * The verdict on a request that ended in an error without an answer (capture.md §4). An aborted request whose headers
 * left is never called failed: nearly all of them arrive.
 */
export function deliveryOfError(error: string, { sentHeaders }: Progress): Delivery {
  if (BLOCKED.test(error)) return { state: 'blocked', by: 'client' };
  if (NETWORK_ERRORS.some((pattern) => pattern.test(error))) return { state: 'failed', error };
  if (TRACKING_ERROR.test(error)) return { state: 'blocked', by: 'tracking-protection' };
  if (sentHeaders === null) return { state: 'sent-unconfirmed', error: `${error}; ${PROGRESS_UNKNOWN}` };
  if (sentHeaders) return { state: 'sent-unconfirmed', error };
  if (error === 'NS_ERROR_ABORT') return { state: 'blocked', by: 'client' };
  return { state: 'failed', error };
}

/**
 * The verdict on a request that was sent elsewhere before it left; null = it goes on to the same host (HSTS, a page's
 * service worker) or a server made the redirect.
 */
export function deliveryOfRewrite(from: string, to: string): Delivery | null {
  const target = URL.parse(to);
  if (!target || !/^https?:$/.test(target.protocol)) return { state: 'blocked', by: 'client' };
  return target.host === URL.parse(from)?.host ? null : { state: 'blocked', by: 'client' };
}

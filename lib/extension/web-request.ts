import type { WebRequest } from 'webextension-polyfill';
import type { RequestDetails } from './request-details.ts';

/** Who is told of requests, in the order in which the browser tells it. */
export interface RequestObserver {
  started(details: RequestDetails): void;
  sentHeaders(details: RequestDetails): void;
  answered(details: RequestDetails): void;
  redirected(details: RequestDetails): void;
  completed(details: RequestDetails): void;
  failed(details: RequestDetails): void;
}

/**
 * Listens to requests that fit `urls`. Called at the top level of the background, synchronously: a stopped worker is
 * started by a request only if it listened in the first turn of its script. Returns how to stop.
 */
export function listenToRequests(webRequest: WebRequest.Static, urls: string[], observer: RequestObserver): () => void {
  const filter: WebRequest.RequestFilter = { urls };
  // The typings have form fields as strings; browsers hand over a list for each.
  const started = (details: WebRequest.OnBeforeRequestDetailsType): void => observer.started(details as unknown as RequestDetails);
  const sentHeaders = (details: RequestDetails): void => observer.sentHeaders(details);
  const answered = (details: RequestDetails): void => observer.answered(details);
  const redirected = (details: RequestDetails): void => observer.redirected(details);
  const completed = (details: RequestDetails): void => observer.completed(details);
  const failed = (details: RequestDetails): void => observer.failed(details);

  webRequest.onBeforeRequest.addListener(started, filter, ['requestBody']);
  webRequest.onSendHeaders.addListener(sentHeaders, filter, ['requestHeaders']);
  webRequest.onHeadersReceived.addListener(answered, filter);
  webRequest.onBeforeRedirect.addListener(redirected, filter);
  webRequest.onCompleted.addListener(completed, filter);
  webRequest.onErrorOccurred.addListener(failed, filter);
  return () => {
    webRequest.onBeforeRequest.removeListener(started);
    webRequest.onSendHeaders.removeListener(sentHeaders);
    webRequest.onHeadersReceived.removeListener(answered);
    webRequest.onBeforeRedirect.removeListener(redirected);
    webRequest.onCompleted.removeListener(completed);
    webRequest.onErrorOccurred.removeListener(failed);
  };
}

/** Match patterns of the hosts that the user named as first-party endpoints; what is no host name is left out. */
export function firstPartyPatterns(rules: readonly { host: string }[]): string[] {
  const hosts = rules.map(({ host }) => host.trim().toLowerCase()).filter((host) => /^[a-z0-9.-]+$/.test(host));
  return [...new Set(hosts)].map((host) => `*://${host}/*`);
}

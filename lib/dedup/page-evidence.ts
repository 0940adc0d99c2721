import type { BrowserEvent, SdkCall } from '../model/event.ts';
import type { Platform } from '../platforms/define.ts';
import { consentOfCall } from '../platforms/sdk-call.ts';
import type { ConsentState } from '../platforms/sdk-consent.ts';
import { isSent } from './delivery.ts';
import { callsFor } from './origin.ts';

/** A call that asked the SDK for an event, of which no request came. */
export interface UnansweredCall {
  call: SdkCall;
  /** What the page had told the SDK last, in the same document; null = nothing. */
  consent: ConsentState | null;
  /** True where the same document did send other events of the platform: the SDK was there. */
  sdkRan: boolean;
}

/** What one platform's pages did beside the events that are judged. */
export interface PageEvidence {
  /** Events that the pixel sent by itself, by document. */
  automatic: ReadonlyMap<string | null, readonly BrowserEvent[]>;
  unanswered: readonly UnansweredCall[];
  /** What tells of events that nobody saw: the SDK's own report that it dropped some, and requests that nobody could read. */
  reports: readonly BrowserEvent[];
}

/** Reads it off all events of a platform, whatever their role, and all calls of the page. */
export function readPages(platform: Platform, events: readonly BrowserEvent[], calls: readonly SdkCall[]): PageEvidence {
  const own = calls.filter((call) => call.platform === platform.id);
  const byDocument = Map.groupBy(events, (event) => event.documentId);
  const near = ({ documentId }: SdkCall) => (documentId === null ? events : (byDocument.get(documentId) ?? []));
  return {
    automatic: Map.groupBy(events.filter(({ role }) => role === 'automatic'), (event) => event.documentId),
    unanswered: own.filter((call) => asksForEvent(platform, call) && !near(call).some((event) => callsFor(event, [call]).length > 0)).map((call) => ({
      call,
      consent: consentAt(own, call),
      sdkRan: near(call).some(({ delivery }) => isSent(delivery)),
    })),
    reports: events.filter(isReport),
  };
}

/** True for an event that tells of others that nobody saw. */
export function isReport(event: BrowserEvent): boolean {
  return isUnread(event) || event.issues.some(({ code }) => code === 'sdk-dropped');
}

/** A request that left, and of which not even the event's name is known. */
export function isUnread({ eventName, delivery }: BrowserEvent): boolean {
  return eventName === '' && (isSent(delivery) || delivery.state === 'in-flight');
}

/** Google's one call speaks to every configured tag: only `send_to` says that this platform was meant. */
function asksForEvent({ sdk }: Platform, { eventName, pixelIds }: SdkCall): boolean {
  return eventName !== null && (sdk.global !== 'gtag' || pixelIds.length > 0);
}

function consentAt(calls: readonly SdkCall[], { documentId, at }: SdkCall): ConsentState | null {
  let state: ConsentState | null = null;
  for (const call of calls) if (call.documentId === documentId && call.at <= at) state = consentOfCall(call) ?? state;
  return state;
}

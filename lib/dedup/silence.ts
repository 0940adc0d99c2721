import type { SdkCall } from '../model/event.ts';
import type { Cause, JudgedConversion } from '../model/verdict.ts';
import { holdsText } from '../platforms/data-layer.ts';
import type { Platform } from '../platforms/define.ts';
import { isUnread, type PageEvidence, type UnansweredCall } from './page-evidence.ts';

/** A server event follows the page's call within this time where no ID says that they belong together. */
export const CALL_TO_SERVER_MS = 60_000;

/** The call that should have been this conversion's browser event, and why nothing came of it. */
export interface Silence {
  cause: Cause;
  /** null where only the SDK's own report is known. */
  call: SdkCall | null;
}

/** Why a conversion has no browser event although the page's SDK was asked for one; null where nothing tells. */
export function explainMissingFire(platform: Platform, row: JudgedConversion, page: PageEvidence): Silence | null {
  if (row.browser.length > 0) return null;
  const unread = unreadRequest(platform, row, page);
  const found = callOf(platform, row, page.unanswered);
  if (!found) return reportedDrop(row, page) ?? (unread && { cause: unread, call: null });
  const cause = causeOf(platform, found, unread);
  return cause && { cause, call: found.call };
}

/** `unread`: the request that may have come of the call after all. */
function causeOf({ name, sdk }: Platform, { call, consent, sdkRan }: UnansweredCall, unread: Cause | null): Cause | null {
  const called = `the page called ${sdk.global} for “${call.eventName}”`;
  if (consent === 'denied') return { id: 'consent-denied', detail: `${called} while consent was denied or not given yet, so the ${name} SDK sent nothing` };
  const reason = sdk.dropReason?.(call) ?? null;
  if (reason !== null) return { id: 'sdk-dropped', detail: `${called}, and the SDK dropped it: ${reason}` };
  if (unread) return unread;
  return sdkRan ? { id: 'sdk-dropped', detail: `${called}, and the SDK sent nothing of it, although it sent other events of the same page` } : null;
}

/** By the ID or the order where the call names one, else the only call of that name shortly before. */
function callOf(platform: Platform, row: JudgedConversion, unanswered: readonly UnansweredCall[]): UnansweredCall | null {
  const ids = row.server.flatMap(({ eventId, orderId }) => [eventId, orderId]).filter((id) => id !== null);
  const named = unanswered.find(({ call }) => ids.some((id) => call.eventId === id || holdsText(call.arguments, id)));
  if (named) return named;
  const [alike, another] = unanswered.filter(({ call }) => call.eventId === null && isAlike(platform, row, call));
  return alike !== undefined && another === undefined ? alike : null;
}

function isAlike(platform: Platform, { server, eventName, pixelId }: JudgedConversion, call: SdkCall): boolean {
  if (call.pixelIds.length > 0 && !call.pixelIds.includes(pixelId)) return false;
  const meaning = platform.meaningOf(eventName);
  const isSameName = call.eventName === eventName || (meaning !== null && call.eventName !== null && meaning === platform.meaningOf(call.eventName));
  return isSameName && server.some(({ receivedAt }) => Math.abs(receivedAt - call.at) <= CALL_TO_SERVER_MS);
}

/** OpenAI's SDK reports on the wire that it dropped events, without their names. */
function reportedDrop({ server, pixelId }: JudgedConversion, { reports }: PageEvidence): Silence | null {
  const report = reports.find((event) => event.pixelId === pixelId && isNear(server, event) && !isUnread(event));
  const issue = report?.issues.find(({ code }) => code === 'sdk-dropped');
  return issue ? { cause: { id: 'sdk-dropped', detail: `${issue.message.replace(/\.$/, '')} (this may be one of them)` }, call: null } : null;
}

/** A request of this time whose body nobody could read may have been the browser's event: its silence is not proved. */
function unreadRequest({ name }: Platform, { server, pixelId }: JudgedConversion, { reports }: PageEvidence): Cause | null {
  const isUnknown = reports.some((event) => isUnread(event) && (event.pixelId === '' || event.pixelId === pixelId) && isNear(server, event));
  return isUnknown ? { id: 'body-unreadable', detail: `the browser sent ${name} a request at about this time whose body could not be read: it may have been this event` } : null;
}

function isNear(server: JudgedConversion['server'], { at }: { at: number }): boolean {
  return server.some(({ receivedAt }) => Math.abs(receivedAt - at) <= CALL_TO_SERVER_MS);
}

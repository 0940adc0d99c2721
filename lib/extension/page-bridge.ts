import type { PageViolation } from '../model/page-record.ts';
import { listenToHook } from './page-hook/channel.ts';
import { RECORD_LIMIT, type DroppedMessage, type PageMessage } from './page-envelope.ts';

/** What the bridge needs of its document. */
export interface BridgeEdge {
  /** Where the hook's records arrive. */
  channel: EventTarget;
  /** Where violations of the page's policy arrive. */
  document: EventTarget;
  /** Carries a message to the background; its answer: the hosts that the hook shall watch too, if any. */
  send: (message: PageMessage | DroppedMessage) => Promise<unknown>;
  /** Unix ms. */
  now: () => number;
}

/** What one document may send; a page that forges records without end costs no more than this. */
const RECORDS = 5_000;
const CHARACTERS = 20_000_000;
/** Several policies report one stopped request, each by an event of the same moment, ms. */
const SAME_MOMENT_MS = 10;

/** Carries what the hook and the browser say of this document to the background, at once: a page that goes away takes what waits with it. */
export function startBridge({ channel, document, send, now }: BridgeEdge): void {
  let records = 0;
  let characters = 0;
  let dropped = 0;

  const post = (message: PageMessage | DroppedMessage): void => {
    send(message).then(watchHosts, () => undefined);
  };
  function forward(pageRecord: string, source: PageMessage['source']): void {
    records += 1;
    characters += pageRecord.length;
    if (records <= RECORDS && characters <= CHARACTERS && pageRecord.length <= RECORD_LIMIT) post({ pageRecord, source });
    else if (dropped++ % 1_000 === 0) post({ pageRecordsDropped: dropped });
  }
  const isRepeated = createRepeatFilter();
  const violated = (event: Event): void => {
    const violation = event.isTrusted && event instanceof SecurityPolicyViolationEvent && !isRepeated(event) ? readViolation(event, now()) : null;
    if (violation !== null) forward(JSON.stringify(violation), 'browser');
  };
  const listenToPolicy = (): void => document.addEventListener('securitypolicyviolation', violated);

  listenToPolicy();
  const hook = listenToHook(channel, (json) => {
    // `document.open()` strips the document of its listeners; the same one is never added twice.
    listenToPolicy();
    forward(json, 'hook');
  });
  function watchHosts(answer: unknown): void {
    if (Array.isArray(answer) && answer.length > 0) hook.watchHosts(answer.filter((host) => typeof host === 'string'));
  }
}

/** What a violation says of a request; null where it stopped none (inline script, eval). */
function readViolation({ blockedURI, effectiveDirective, disposition }: SecurityPolicyViolationEvent, at: number): PageViolation | null {
  if (!/^https?:/.test(blockedURI)) return null;
  return { record: 'violation', directive: effectiveDirective, blockedUrl: blockedURI, disposition, at };
}

type Seen = Pick<SecurityPolicyViolationEvent, 'blockedURI' | 'originalPolicy' | 'timeStamp'>;

/** True for a second policy's word on a request that the first one stopped. */
function createRepeatFilter(): (event: Seen) => boolean {
  let last: Seen | null = null;
  return ({ blockedURI, originalPolicy, timeStamp }) => {
    const before = last;
    last = { blockedURI, originalPolicy, timeStamp };
    return before?.blockedURI === blockedURI && before.originalPolicy !== originalPolicy && timeStamp - before.timeStamp < SAME_MOMENT_MS;
  };
}

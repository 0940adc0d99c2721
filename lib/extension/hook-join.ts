import type { Capture, Delivery } from '../model/capture.ts';
import type { LogEntry } from '../model/log.ts';
import { alignCalls } from './align-calls.ts';
import { addressOf, callKey, costOf, isSameDocument, JOIN_MS, type Attempt, type Violation } from './hook-attempt.ts';
import { captureOfAttempt, captureOfViolation, entriesOfJoin, entryOfUnexplained } from './hook-entries.ts';

/** Joins what the page hook saw with what the browser sent (capture.md, "Merge"). Never by an event ID. */
export interface HookJoin {
  attempted(attempt: Attempt): void;
  violated(violation: Violation): void;
  /** A request began; `now`: when it was heard of, Unix ms. */
  captured(capture: Capture, now: number): void;
  /** What can be said now. `newId` names captures of requests that the browser never made. */
  settle(now: number, newId: () => string): LogEntry[];
  /** True while something waits to be settled. */
  readonly waits: boolean;
}

/** Calls and requests of one method and address that wait for each other. */
interface Group {
  attempts: Attempt[];
  captures: Seen[];
  touchedAt: number;
}

/** Messages of one moment arrive within this time, ms: before, the k-th call could be paired with a wrong request. */
const QUIET_MS = 250;
/** From then on no request is expected of a call that the browser refused or a policy stopped, ms. */
const STOPPED_MS = JOIN_MS + 500;
/** From then on no request is expected at all, ms; `fetchLater` may wait for the page's end. */
const UNSENT_MS = 11_000;
/** Calls and images remembered; a page can make any number. */
const KEPT = 5_000;
const VIOLATIONS_KEPT = 500;

interface Seen {
  capture: Capture;
  heardAt: number;
}

export function createHookJoin(): HookJoin {
  return new WaitingRoom();
}

/** What waits for its counterpart; lost with the background's memory, which is stopped only after 30 s without an event. */
class WaitingRoom implements HookJoin {
  readonly #groups = new Map<string, Group>();
  /** When an image was first requested, by document and address. */
  readonly #images = new Map<string, number>();
  readonly #recent: Seen[] = [];
  #violations: Violation[] = [];

  get waits(): boolean {
    return this.#groups.size + this.#violations.length > 0;
  }

  attempted(attempt: Attempt): void {
    const group = this.#groupOf(callKey(attempt.record), attempt.heardAt);
    if (group.attempts.length < KEPT) group.attempts.push(attempt);
  }

  violated(violation: Violation): void {
    if (violation.record.disposition === 'enforce' && this.#violations.length < VIOLATIONS_KEPT) this.#violations.push(violation);
  }

  captured(capture: Capture, now: number): void {
    const seen = { capture, heardAt: now };
    this.#groupOf(callKey(capture), now).captures.push(seen);
    this.#recent.push(seen);
    remember(this.#images, `${capture.documentId} ${addressOf(capture.url)}`, capture.startedAt);
  }

  settle(now: number, newId: () => string): LogEntry[] {
    const entries: LogEntry[] = [];
    for (const [key, group] of this.#groups) {
      if (now - group.touchedAt < QUIET_MS && now - oldestOf(group) < JOIN_MS) continue;
      entries.push(...pairUp(group), ...this.#resolve(group, now, newId));
      if (group.attempts.length + group.captures.length === 0) this.#groups.delete(key);
    }
    entries.push(...this.#resolveViolations(now, newId));
    forget(this.#recent, ({ heardAt }) => now - heardAt > UNSENT_MS);
    return entries;
  }

  #groupOf(key: string, now: number): Group {
    const group = this.#groups.get(key) ?? { attempts: [], captures: [], touchedAt: now };
    group.touchedAt = now;
    this.#groups.set(key, group);
    return group;
  }

  #resolve(group: Group, now: number, newId: () => string): LogEntry[] {
    forget(group.captures, ({ heardAt }) => now - heardAt > UNSENT_MS);
    const explained = group.attempts.map((attempt) => this.#explain(attempt, now - attempt.heardAt, newId));
    group.attempts = group.attempts.filter((_attempt, index) => explained[index] === null);
    return explained.filter((entry) => entry !== null && entry !== 'forget');
  }

  /** Why no request followed; null = one may still come. */
  #explain(attempt: Attempt, ageMs: number, newId: () => string): LogEntry | 'forget' | null {
    const { record, sender } = attempt;
    if (ageMs < STOPPED_MS) return null;
    const delivery = this.#stopOf(attempt);
    if (delivery !== null) return captureOfAttempt(attempt, newId(), delivery);
    const why = this.#isCoalesced(attempt) ? 'coalesced' : ageMs >= UNSENT_MS ? 'no-request' : null;
    if (why === null) return null;
    return record.api === 'fetch-later' || sender.isPrivate ? 'forget' : entryOfUnexplained(attempt, why);
  }

  /** What stopped the request; null = nothing is known. */
  #stopOf(attempt: Attempt): Delivery | null {
    if (this.#takeViolation(attempt)) return { state: 'blocked', by: 'csp' };
    if (isMixedContent(attempt)) return { state: 'blocked', by: 'mixed-content' };
    const { refused } = attempt.record;
    return refused === null ? null : { state: 'failed', error: `the browser refused to send it: ${refused}` };
  }

  /** Two images of one moment share the request of the first. */
  #isCoalesced({ record, sender }: Attempt): boolean {
    const earlier = record.api === 'image' ? this.#images.get(`${sender.documentId} ${addressOf(record.url)}`) : undefined;
    return earlier !== undefined && earlier <= record.at + JOIN_MS;
  }

  #takeViolation({ record, sender }: Attempt): boolean {
    const place = { url: record.url, at: record.at, documentId: sender.documentId, tabId: sender.tabId };
    const found = this.#violations.find((violation) => isStoppedBy(place, violation));
    if (found) this.#violations = this.#violations.filter((violation) => violation !== found);
    return found !== undefined;
  }

  /** A violation of which no call is known. One that a request follows belongs to its redirect, and says nothing of the request. */
  #resolveViolations(now: number, newId: () => string): LogEntry[] {
    const due = this.#violations.filter(({ heardAt }) => now - heardAt >= STOPPED_MS + QUIET_MS);
    this.#violations = this.#violations.filter((violation) => !due.includes(violation));
    return due.flatMap((violation) => {
      const wasSent = this.#recent.some(({ capture: { url, startedAt, documentId, tabId } }) => isStoppedBy({ url, at: startedAt, documentId, tabId }, violation));
      return wasSent || violation.platform === null ? [] : [captureOfViolation(violation, newId())];
    });
  }
}

/** Documents first: what is left may have lost its document on the way. */
function pairUp(group: Group): LogEntry[] {
  return [true, false].flatMap((byDocument) => {
    const attempts = group.attempts.toSorted((a, b) => a.record.at - b.record.at);
    const captures = group.captures.toSorted((a, b) => a.capture.startedAt - b.capture.startedAt);
    const pairs = alignCalls(attempts, captures, (attempt, { capture }) => (byDocument && !isSameDocument(attempt.sender, capture) ? null : costOf(attempt, capture)));
    const [joined, sent] = [new Set(pairs.map(([attempt]) => attempt)), new Set(pairs.map(([, seen]) => seen))];
    group.attempts = group.attempts.filter((attempt) => !joined.has(attempt));
    group.captures = group.captures.filter((seen) => !sent.has(seen));
    return pairs.flatMap(([attempt, { capture }]) => entriesOfJoin(attempt, capture));
  });
}

/** A page that never stops asking for one address is settled all the same. */
function oldestOf({ attempts, captures }: Group): number {
  return Math.min(...[...attempts, ...captures].map(({ heardAt }) => heardAt));
}

interface Place {
  url: string;
  at: number;
  documentId: string | null;
  tabId: number;
}

function isStoppedBy({ url, at, documentId, tabId }: Place, { record, sender }: Violation): boolean {
  const isSame = documentId === null || sender.documentId === null ? tabId === sender.tabId : documentId === sender.documentId;
  return isSame && Math.abs(at - record.at) <= JOIN_MS && addressOf(url) === addressOf(record.blockedUrl);
}

/** An https page may not send to http; images are sent all the same, by https, and forms after a question. */
function isMixedContent({ record, sender }: Attempt): boolean {
  return record.url.startsWith('http:') && sender.origin?.startsWith('https:') === true && record.api !== 'image' && record.api !== 'form';
}

function forget<Item>(items: Item[], isOld: (item: Item) => boolean): void {
  const kept = items.filter((item) => !isOld(item));
  items.splice(0, items.length, ...kept);
}

/** Keeps the first time of each, and the newest of all. */
function remember(map: Map<string, number>, key: string, at: number): void {
  if (!map.has(key)) map.set(key, at);
  const [oldest] = map.keys();
  if (map.size > KEPT && oldest !== undefined) map.delete(oldest);
}

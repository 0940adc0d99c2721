import type { PageHookReport, PageRecord } from '../../model/page-record.ts';
import { HELLO_EVENT, KEPT_RECORDS, READY_EVENT, RECORD_EVENT } from './channel.ts';
import { toJson } from './json.ts';
import { attempt } from './natives.ts';

export type Part = PageHookReport['parts'][number]['part'];

/** Of the page's values, a call's arguments alone are capped; they stand last in their record. */
const MAX_CALL = 64_000;

const channel = performance;
const NativeEvent = CustomEvent;
const dispatch = channel.dispatchEvent.bind(channel);
export const { now } = Date as { now: () => number };

const parts: Record<string, PageHookReport['parts'][number]> = {};
const kept: string[] = [];
let isHeard = false;

/** Hosts that the user named beside the known endpoints. */
export let namedHosts: readonly string[] = [];

const emit = (type: string, detail?: string): boolean => dispatch(new NativeEvent(type, { detail, cancelable: true }));

function deliver(json: string): void {
  if (isHeard) emit(RECORD_EVENT, json);
  else if (kept.length < KEPT_RECORDS) kept.push(json);
}

/** Hands a record over within the page's call, so that the last one before the page goes arrives too. */
export function send(record: PageRecord): void {
  attempt(() => deliver(toJson(record, record.record === 'call' ? MAX_CALL : Infinity)));
}

const report = (): void => send({ record: 'hook', parts: Object.values(parts), at: now() });

/** States how a part stands, null = it is on; once a bridge listens, each change is sent at once. */
export function setPart(part: Part, reason: string | null): void {
  parts[part] = { part, on: !reason, reason };
  if (isHeard) report();
}

/** False where this document has a hook already: a window that outlives its first, empty document is met twice. */
export const claimDocument = (): boolean => emit(READY_EVENT);

/** As soon as a bridge says hello, it is told how the parts stand, then whatever was kept. */
export function openChannel(): void {
  channel.addEventListener(HELLO_EVENT, (event) => {
    namedHosts = `${(event as CustomEvent<string>).detail}`.split(',');
    if (isHeard) return;
    isHeard = true;
    report();
    kept.splice(0).forEach(deliver);
  });
  emit(READY_EVENT);
  channel.addEventListener(READY_EVENT, (event) => event.preventDefault());
}

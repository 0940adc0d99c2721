import type { BrowserEvent } from '../lib/model/event.ts';
import type { JudgedConversion, KeyComparison } from '../lib/model/verdict.ts';
import { diffText } from './diff-text.ts';
import type { TextRun } from './diff-text.ts';
import { BLOCKER_WORDS, ID_NOTES } from './strings.ts';

/** One line of a row's ID cell. Either the ID in runs, or `note`: in words why there is none. */
export interface IdLine {
  side: 'browser' | 'server' | 'both';
  runs: readonly TextRun[];
  note: string | null;
}

/** The comparison of the ID that the platform's rule deduplicates by: event ID or order ID. */
export function idKey(conversion: JudgedConversion): KeyComparison | null {
  return conversion.verdict.keys.find(({ key }) => key === 'eventId' || key === 'orderId') ?? null;
}

/** The two ID values that the rule compares, where both sides or one carry it. */
export function idValues(conversion: JudgedConversion): { browser: string | null; server: string | null } {
  const key = idKey(conversion);
  if (key !== null) return { browser: key.browser, server: key.server };
  return { browser: conversion.browser[0]?.event.eventId ?? null, server: conversion.server[0]?.eventId ?? null };
}

/** The ID cell: one line where both sides carry the same ID, else two with the differing characters marked. */
export function idLines(conversion: JudgedConversion): readonly IdLine[] {
  const repeat = repeatedSide(conversion);
  if (repeat !== null) return repeat;
  const values = idValues(conversion);
  // An ID that never left the browser, or that the platform refused, proves nothing: say what stopped it instead.
  const browser = stopped(conversion) === null ? values.browser : null;
  const server = isRefused(conversion) ? null : values.server;
  if (browser !== null && browser === server) return [{ side: 'both', runs: plainRun(browser), note: null }];
  if (browser !== null && server !== null) return differing(conversion, browser, server);
  return [
    browser === null ? noteLine('browser', browserNote(conversion)) : { side: 'browser', runs: plainRun(browser), note: null },
    server === null ? noteLine('server', serverNote(conversion)) : { side: 'server', runs: plainRun(server), note: null },
  ];
}

/** One side fired twice with different IDs and the other is silent: both of its IDs are the story. */
function repeatedSide({ browser, server }: JudgedConversion): readonly IdLine[] | null {
  if (server.length === 0) return repeatLines('browser', browser.map(({ event }) => event.eventId));
  if (browser.length === 0) return repeatLines('server', server.map(({ eventId }) => eventId));
  return null;
}

function repeatLines(side: 'browser' | 'server', ids: readonly (string | null)[]): readonly IdLine[] | null {
  const [first, second, ...more] = [...new Set(ids.filter((id) => id !== null))];
  if (first === undefined || second === undefined) return null;
  const diff = diffText(first, second);
  return [
    { side, runs: diff.a, note: null },
    { side, runs: diff.b, note: more.length > 0 ? ID_NOTES.more(more.length) : null },
  ];
}

function differing(conversion: JudgedConversion, browser: string, server: string): readonly IdLine[] {
  const comparable = idKey(conversion)?.result !== 'equal' && idKey(conversion)?.result !== 'not-comparable';
  const diff = comparable ? diffText(browser, server) : { a: plainRun(browser), b: plainRun(server) };
  return [
    { side: 'browser', runs: diff.a, note: null },
    { side: 'server', runs: diff.b, note: null },
  ];
}

function plainRun(text: string): readonly TextRun[] {
  return [{ text, differs: false }];
}

function noteLine(side: 'browser' | 'server', note: string): IdLine {
  return { side, runs: [], note };
}

function browserNote(conversion: JudgedConversion): string {
  const event = conversion.browser[0]?.event;
  return event === undefined ? ID_NOTES.notFired : (stopped(conversion) ?? idMissing(event));
}

/** What kept every browser event from reaching the platform; null where one got there or is on its way. */
function stopped({ browser }: JudgedConversion): string | null {
  const reasons = browser.map(({ event, mirrors }) => (mirrors.some((copy) => stopReason(copy) === null) ? null : stopReason(event)));
  return reasons.includes(null) ? null : (reasons[0] ?? null);
}

function stopReason({ delivery }: BrowserEvent): string | null {
  if (delivery.state === 'blocked') return BLOCKER_WORDS[delivery.by];
  if (delivery.state === 'failed') return ID_NOTES.requestFailed;
  return delivery.state === 'delivered' && delivery.status >= 400 ? ID_NOTES.refused(delivery.status) : null;
}

/** True where the platform rejected every server event. */
function isRefused({ server }: JudgedConversion): boolean {
  return server.length > 0 && server.every(({ deliveries }) => deliveries.length > 0 && deliveries.every(({ accepted }) => accepted === false));
}

/** A request that could not be read may well carry an ID: that is not "no ID". */
function idMissing({ eventName, issues }: { eventName: string; issues: readonly { code: string }[] }): string {
  const isUnread = eventName === '' || issues.some(({ code }) => code === 'body-unreadable' || code === 'body-pending');
  return isUnread ? ID_NOTES.bodyUnreadable : ID_NOTES.noId;
}

function serverNote(conversion: JudgedConversion): string {
  const { server, verdict } = conversion;
  const event = server[0];
  if (isRefused(conversion)) return ID_NOTES.rejected;
  if (event !== undefined) return idMissing(event);
  if (verdict.outcome === 'pending') return ID_NOTES.askingRelay;
  const relayIsSilent = verdict.causes.some(({ id }) => id.startsWith('relay-'));
  return relayIsSilent || verdict.outcome === 'undetermined' ? ID_NOTES.notKnown : ID_NOTES.notSent;
}

import type { CauseId } from '../model/cause.ts';
import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { Cause, KeyComparison } from '../model/verdict.ts';
import type { Evidence } from './evidence.ts';
import { isUnresolved } from './id-kinds.ts';
import { bare } from './id-spelling.ts';
import { explainDifference, explainHash } from './near-miss.ts';

const NONE: readonly Cause[] = [];

/** A placeholder that was sent as the ID is the same for every order, however well it fits here. */
export function diagnoseTemplate({ context: { platform }, sent, accepted }: Evidence): readonly Cause[] {
  const { idField } = platform.rule;
  const event = sent[0]?.event ?? accepted[0];
  const id = event?.[idField] ?? null;
  if (!event || id === null || !isUnresolved(id)) return NONE;
  const sender = event.side === 'server' ? 'the server' : accepted.some((other) => other[idField] === id) ? 'each side' : 'the browser';
  return [{ id: 'id-template', detail: `${sender} sent the unresolved value “${id}” as ${idField === 'orderId' ? 'transaction ID' : 'event ID'}: the next order will carry it, too` }];
}

/** Why two IDs that belong together do not agree, or which side has none. */
export function diagnoseId({ context: { platform }, cluster }: Evidence, key: KeyComparison, browser: BrowserEvent | ServerEvent, server: BrowserEvent | ServerEvent): Cause[] {
  const noun = key.key === 'orderId' ? 'transaction ID' : 'event ID';
  if (key.browser === null || key.server === null) return [missingId(key, noun, browser, server)];
  const hidden = [...browser.issues, ...server.issues].find(({ code }) => code === 'id-whitespace' || code === 'id-template');
  if (hidden) return [{ id: hidden.code as CauseId, detail: hidden.message }];
  const calledWith = cluster.browser.length > 0 && browser.side === 'browser' && browser.eventIdOrigin === 'page';
  const maker = calledWith ? undefined : platform.sdk.autoIds.find(({ pattern }) => pattern.test(key.browser ?? ''));
  const senders = browser.side === server.side ? (['one copy', 'the other'] as const) : undefined;
  const hashed = explainHashes(key.browser, key.server, [browser, server], noun);
  const difference = hashed ?? explainDifference(key.browser, key.server, noun, senders);
  const named = difference.id === 'id-differs' && browser.side === 'browser' && browser.side !== server.side;
  const isProved = maker?.certain === true || (browser.side === 'browser' && browser.eventIdOrigin === 'sdk');
  if (named && maker) return [{ id: 'id-sdk-generated', detail: `the browser's ${noun} “${key.browser}” ${isProved ? 'was made by' : 'looks like one made by'} ${maker.madeBy}, the server sent “${key.server}”` }];
  return difference.id === 'id-whitespace' ? [difference] : [difference, ...whiteSpaceIn(key, noun, senders)];
}

/** White space beside another difference: once that is mended, it would still keep the two apart. */
function whiteSpaceIn({ browser, server }: KeyComparison, noun: string, [one, other]: readonly [string, string] = ['the browser', 'the server']): Cause[] {
  const sender = browser !== null && bare(browser) !== browser ? one : server !== null && bare(server) !== server ? other : null;
  return sender === null ? [] : [{ id: 'id-whitespace', detail: `white space or an invisible character stands in ${sender}'s ${noun}` }];
}

/** Where hashes are compared, the side that still has the plain ID shows how they came to differ. */
function explainHashes(browserId: string, serverId: string, [browser, server]: readonly [BrowserEvent | ServerEvent, BrowserEvent | ServerEvent], noun: string): Cause | null {
  if (server.plainId !== undefined) return explainHash(browserId, server.plainId, noun);
  return browser.plainId === undefined ? null : explainHash(serverId, browser.plainId, noun);
}

function missingId(key: KeyComparison, noun: string, browser: BrowserEvent | ServerEvent, server: BrowserEvent | ServerEvent): Cause {
  const silent = key.browser === null ? browser : server;
  const misplaced = silent.issues.find((issue) => issue.code === 'id-wrong-argument');
  if (misplaced) return { id: 'id-wrong-argument', detail: misplaced.message };
  if (key.browser === null && key.server !== null) return { id: 'id-missing-browser', detail: `the browser sent no ${noun}, the server sent “${key.server}”` };
  if (key.browser === null) return { id: 'id-missing-browser', detail: `neither side sent ${noun === 'event ID' ? 'an event ID' : 'a transaction ID'}` };
  const unresolved = isUnresolved(key.browser) ? ' (and the browser sent an unresolved value)' : '';
  return { id: 'id-missing-server', detail: `the server sent no ${noun}, the browser sent “${key.browser}”${unresolved}` };
}

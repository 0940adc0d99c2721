import type { BrowserEvent, EventFields, ServerEvent } from '../model/event.ts';
import type { KeyField } from '../model/rule.ts';
import type { KeyComparison, KeyResult } from '../model/verdict.ts';
import { comparableName, compares, mappedAction, type DedupContext } from './context.ts';
import { emptyIdOf } from './empty-id.ts';

type EitherEvent = BrowserEvent | ServerEvent;

/** One key of two events, the browser's first where they are of two sides. */
export function compareField(context: DedupContext, field: KeyField, browser: EitherEvent, server: EitherEvent): KeyComparison {
  switch (field) {
    case 'eventName':
      return compareName(context, browser, server);
    case 'action':
      return compareAction(context, browser, server);
    case 'fbp':
    case 'external_id':
      return compareUserKey(field, browser, server);
    default:
      return compareEmpty(context, field, browser, server) ?? compareText(field, browser[field] || null, server[field] || null);
  }
}

/** Two IDs that were sent and are empty, where the platform takes that for an ID; null for any other two. */
function compareEmpty({ platform: { rule } }: DedupContext, key: KeyField, browser: EitherEvent, server: EitherEvent): KeyComparison | null {
  if (key !== rule.idField || browser[key] || server[key] || emptyIdOf(browser) === null || emptyIdOf(server) === null) return null;
  return { key, browser: '', server: '', result: 'equal', note: 'sent and empty on both' };
}

function compareText(key: KeyField, browser: string | null, server: string | null): KeyComparison {
  if (browser !== null && browser === server) return equalOf(key, browser);
  return { key, browser, server, result: browser === null || server === null ? 'missing' : 'different', note: null };
}

const LAST_EQUAL = new Map<KeyField, KeyComparison>();

/** Most proofs name one pixel and one event: they share these lines. */
function equalOf(key: KeyField, text: string): KeyComparison {
  const last = LAST_EQUAL.get(key);
  if (last?.browser === text) return last;
  const line: KeyComparison = { key, browser: text, server: text, result: 'equal', note: null };
  LAST_EQUAL.set(key, line);
  return line;
}

function compareName(context: DedupContext, browser: EventFields, server: EventFields): KeyComparison {
  if (browser.eventName === server.eventName && browser.customName === server.customName) return equalOf('eventName', browser.eventName);
  const line = (result: KeyResult, note: string | null): KeyComparison => ({ key: 'eventName', browser: browser.eventName, server: server.eventName, result, note });
  if (comparableName(context, browser) === comparableName(context, server)) return line('equal', null);
  if (isAlias(context, browser, server)) return line('not-comparable', 'may mean the same event to the platform; not documented');
  return line('different', browser.customName === server.customName ? null : 'one of the two is a custom event');
}

/** Names that the platform may or may not take for one another. */
function isAlias({ platform: { rule } }: DedupContext, a: EventFields, b: EventFields): boolean {
  if (a.eventName === b.eventName) return rule.customNameIsOpen === true && a.customName !== b.customName;
  return rule.aliases.some((names) => names.includes(a.eventName) && names.includes(b.eventName));
}

function compareAction(context: DedupContext, browser: EitherEvent, server: EitherEvent): KeyComparison {
  const sameSide = browser.side === server.side;
  const [left, right] = sameSide ? [actionPath(browser), actionPath(server)] : [mappedAction(context, browser), mappedAction(context, server)];
  if (left !== null && right !== null) {
    return { ...compareText('action', left, right), browser: actionPath(browser), note: sameSide ? null : `mapped to ${left}` };
  }
  return { key: 'action', browser: actionPath(browser), server: server.action, result: 'not-comparable', note: 'no mapping in the settings' };
}

function actionPath({ side, pixelId, action }: EitherEvent): string | null {
  return side === 'browser' && action !== null ? `${pixelId}/${action}` : action;
}

/** One user key of two events, the browser's first. */
export function compareUserKey(key: 'fbp' | 'external_id', browser: EitherEvent, server: EitherEvent): KeyComparison {
  const [left, right] = [browser.userKeys[key] ?? [], server.userKeys[key] ?? []];
  const compared = server.side === 'server' ? server.comparedUserKeys[key] : undefined;
  const result: KeyResult =
    compared !== undefined ? (compared ? 'equal' : 'different') : !left.length || !right.length ? 'missing' : left.some((value) => right.includes(value)) ? 'equal' : 'different';
  return { key, browser: left[0] ?? null, server: right[0] ?? null, result, note: compared === undefined ? null : 'compared by hash at the relay' };
}

/** What a reader may compare where no rule holds: the account and the name. */
export function compareNames(context: DedupContext, a: EitherEvent, b: EitherEvent): KeyComparison[] {
  const account = compares(context, 'action') ? compareAction(context, a, b) : compareText('pixelId', a.pixelId || null, b.pixelId || null);
  return [account, compareName(context, a, b)];
}

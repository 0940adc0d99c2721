import type { RuleAlternative } from '../model/rule.ts';
import type { KeyComparison, KeyResult } from '../model/verdict.ts';
import { isCorrection } from './delivery.ts';
import { isoTime } from './iso-time.ts';
import type { Arrival } from './pair.ts';

/** Undocumented windows: up to this far apart counts as inside, inferred (product.md, "The hard cases"). */
export const ASSUMED_WINDOW_MS = 24 * 3_600_000;

/** How far apart two arrivals are; `allowed` is what `describeWindow` says of the alternative. */
export function compareWindow({ windowMs, order }: RuleAlternative, browser: Arrival, server: Arrival, allowed: string): KeyComparison {
  const gapMs = Math.abs(server.at - browser.at);
  if (order === 'browser-first' && server.at < browser.at) return lineOf(browser, server, 'different', 'holds only where the browser event comes first');
  if (gapMs <= (windowMs ?? ASSUMED_WINDOW_MS)) return lineOf(browser, server, 'equal', allowed);
  if (windowMs === null && isCorrection(server.event)) return lineOf(browser, server, 'equal', 'a correction may come later');
  return windowMs === null ? lineOf(browser, server, 'not-comparable', 'not documented; more than 24 h apart') : lineOf(browser, server, 'different', allowed);
}

function lineOf(browser: Arrival, server: Arrival, result: KeyResult, note: string): KeyComparison {
  return { key: 'window', browser: isoTime(browser.at), server: isoTime(server.at), result, note };
}

/** How far apart they may be. */
export function describeWindow({ windowMs }: RuleAlternative): string {
  return windowMs === null ? 'not documented; up to 24 h apart is taken as inside' : `${windowMs / 3_600_000} h allowed`;
}

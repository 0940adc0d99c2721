import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { JudgedConversion } from '../model/verdict.ts';
import type { DedupContext } from './context.ts';
import { Engine } from './engine.ts';

/** One platform's events → judged conversions, once and in time order: collapse mirrors, match, judge. Events must all be of the context's platform. */
export function judgeEvents(context: DedupContext, browser: readonly BrowserEvent[], server: readonly ServerEvent[]): JudgedConversion[] {
  const rows = new Engine(context).update({ removed: [], added: [...browser] }, { removed: [], added: [...server] }).added;
  return rows.sort((a, b) => a.start - b.start).map(({ conversion }) => conversion);
}

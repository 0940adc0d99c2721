import type { Cause, JudgedConversion, Remarks } from '../model/verdict.ts';
import type { Platform } from '../platforms/define.ts';
import { applyRemarks } from './apply-remarks.ts';
import { findAutomaticRepeat } from './automatic.ts';
import type { ClockBook } from './clock-book.ts';
import type { PageEvidence } from './page-evidence.ts';
import type { Silence } from './silence.ts';

/** What only the rest of the session tells of one row. */
export interface SessionView {
  automatic: PageEvidence['automatic'];
  /** Why the browser sent nothing although the page called its SDK; null = not known. */
  silence: Silence | null;
  /** That there is nothing to deduplicate; null where there is. */
  note: string | null;
  clocks: Pick<ClockBook, 'skewOf'>;
}

/**
 * Adds to a judged conversion what only the rest of the session tells: what the page asked its SDK for, what the pixel sent by
 * itself, whose clock is off, whether there is anything to deduplicate. A row that nothing is said of is returned as it is.
 * `row` carries its calls, and no remarks yet.
 */
export function remarkOn(platform: Platform, row: JudgedConversion, { automatic, silence, note, clocks }: SessionView): JudgedConversion {
  const repeat = findAutomaticRepeat(platform, row, { automatic });
  const dropped = findDroppedId(platform, row);
  const clocksAheadMs = clocksOf(row, clocks);
  if (!silence && note === null && !repeat && !dropped && clocksAheadMs === NO_SKEW) return row;
  const asides = [repeat, dropped].filter((cause) => cause !== null);
  const remarks: Remarks = { silence: silence?.cause ?? null, asides, notes: note === null ? [] : [note], clocksAheadMs };
  const calls = silence?.call ? [...row.calls, silence.call] : row.calls;
  return { ...row, calls, remarks, verdict: applyRemarks(platform, { ...row, remarks }) };
}

const NO_SKEW: Remarks['clocksAheadMs'] = {};

function clocksOf({ browser, server }: JudgedConversion, clocks: SessionView['clocks']): Remarks['clocksAheadMs'] {
  if (browser.length === 0) return NO_SKEW;
  let ahead = NO_SKEW;
  for (const { sender } of server) {
    const skew = clocks.skewOf(sender);
    if (skew !== null) ahead = { ...ahead, [sender]: skew };
  }
  return ahead;
}

/** The page gave the SDK an ID, and the wire carries none. */
function findDroppedId({ name, rule }: Platform, { browser, calls }: JudgedConversion): Cause | null {
  if (calls.length === 0) return null;
  const isBare = browser.length > 0 && browser.every(({ event }) => event[rule.idField] === null && event.eventName !== '');
  const given = isBare ? calls.find(({ platform, eventId }) => platform !== null && eventId !== null) : undefined;
  return given ? { id: 'sdk-dropped', detail: `the page passed the ID “${given.eventId}” to the ${name} SDK, which did not send it` } : null;
}

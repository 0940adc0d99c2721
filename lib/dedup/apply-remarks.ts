import type { Cause, JudgedConversion, Verdict } from '../model/verdict.ts';
import type { Platform } from '../platforms/define.ts';
import { CAUSES } from './causes.ts';
import { isAccepted } from './delivery.ts';
import { describeSpan } from './diagnose-time.ts';
import { explainOpen, explainServerAlone, withAsides } from './explain.ts';
import { ASSUMED_WINDOW_MS } from './compare-window.ts';

/** The verdict of a row with what its `remarks` add. They explain it, or open it where a clock is off or a request could not be read; they turn none green. */
export function applyRemarks(platform: Platform, row: JudgedConversion): Verdict {
  const { verdict, remarks } = row;
  if (!remarks) return verdict;
  const skew = describeSkew(remarks.clocksAheadMs);
  const asides = [...remarks.asides, ...(skew ? [skew] : [])];
  const explained = remarks.silence ? explainSilence(platform, row, remarks.silence) : verdict;
  const added = { ...explained, causes: mergeCauses(explained.causes, asides), sentence: withAsides(explained.sentence, explained.outcome, asides), ...notesOf(explained, remarks.notes) };
  const fixed = { ...added, fix: added.fix ?? fixOf(added.causes) };
  return skew && leavesWindow(platform, row) ? openBy(platform, fixed, skew) : fixed;
}

function fixOf(causes: readonly Cause[]): Verdict['fix'] {
  const text = causes.map(({ id }) => CAUSES[id].fix).find((fix) => fix !== null);
  return text === undefined ? null : { text, snippet: null };
}

function notesOf({ notes = [] }: Verdict, more: readonly string[]): Pick<Verdict, 'notes'> {
  return notes.length + more.length > 0 ? { notes: [...notes, ...more] } : {};
}

function mergeCauses(causes: readonly Cause[], more: readonly Cause[]): Cause[] {
  return [...causes, ...more.filter(({ id }) => !causes.some((cause) => cause.id === id))];
}

const OPEN = { outcome: 'undetermined', counted: null, atStake: null, survivor: null } as const;

/** The silence of the browser's side, where it is one, explains a verdict on the server's alone; any other verdict has reasons of its own. */
function explainSilence(platform: Platform, row: JudgedConversion, silence: Cause): Verdict {
  const { verdict } = row;
  const causes = mergeCauses([silence], verdict.causes);
  if (silence.id === 'body-unreadable' && (verdict.outcome === 'server-only' || verdict.outcome === 'lost')) return { ...verdict, ...OPEN, basis: 'documented', causes, sentence: explainOpen(platform, silence) };
  return verdict.outcome === 'server-only' ? { ...verdict, causes, sentence: explainServerAlone(platform, row.eventName, silence) } : { ...verdict, causes: mergeCauses(verdict.causes, [silence]) };
}

function describeSkew(clocksAheadMs: Readonly<Record<string, number>>): Cause | null {
  const [first] = Object.entries(clocksAheadMs);
  if (!first) return null;
  const [sender, aheadMs] = first;
  return { id: 'clock-skew', detail: `the clock of ${sender} is ${describeSpan(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead of' : 'behind'} the browser's, on every order` };
}

/** True where copies that merged by the clocks as they are would not by clocks that agree. */
function leavesWindow({ rule }: Platform, { browser, server, verdict, remarks }: JudgedConversion): boolean {
  if (verdict.outcome !== 'deduplicates') return false;
  const keys = verdict.keys.map(({ key }) => key).filter((key) => key !== 'window');
  const merged = rule.alternatives.find(({ on }) => on.length === keys.length && on.every((key) => keys.includes(key))) ?? rule.alternatives[0];
  const windowMs = merged?.windowMs ?? ASSUMED_WINDOW_MS;
  const fires = browser.filter(({ sent }) => sent);
  return server.filter(isAccepted).some(({ receivedAt, sender }) => {
    const aheadMs = remarks?.clocksAheadMs[sender] ?? 0;
    return fires.some(({ event }) => Math.abs(receivedAt - (event.at + aheadMs)) > windowMs);
  });
}

function openBy(platform: Platform, verdict: Verdict, skew: Cause): Verdict {
  const deciding = { id: skew.id, detail: `${skew.detail}: by clocks that agree the copies lie outside the window` };
  const causes = [deciding, ...verdict.causes.filter(({ id }) => id !== skew.id)];
  return { ...verdict, ...OPEN, basis: 'inferred', causes, sentence: explainOpen(platform, deciding) };
}

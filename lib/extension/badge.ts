import type { JudgedConversion } from '../model/verdict.ts';

/** What the toolbar button shows for one tab. '' = nothing. */
export interface Badge {
  text: string;
  colour: string;
  /** Said by screen readers and on hover. */
  title: string;
}

const RED = '#c5221f';
const GREEN = '#137333';
const NAME = 'Pixelpair';

/** Verdicts by which the platform counts wrong. */
function isMiscounted({ verdict }: JudgedConversion): boolean {
  return verdict.outcome === 'double-counts' || verdict.outcome === 'swallowed';
}

/** Page views and the like never get a server event in many shops: only conversions earn the check mark. */
function isConversion({ browser }: JudgedConversion): boolean {
  return browser.some(({ event }) => event.role === 'conversion');
}

/** The badge for the conversions of one tab. */
export function badgeOf(conversions: readonly JudgedConversion[]): Badge {
  const wrong = conversions.filter(isMiscounted).length;
  if (wrong > 0) {
    const title = `${NAME}: ${wrong} ${wrong === 1 ? 'conversion counts' : 'conversions count'} too often or ${wrong === 1 ? 'is' : 'are'} swallowed`;
    return { text: wrong > 99 ? '99+' : `${wrong}`, colour: RED, title };
  }
  const judged = conversions.filter(isConversion);
  const allGood = judged.length > 0 && judged.every(({ verdict }) => verdict.outcome === 'deduplicates');
  if (allGood) return { text: '✓', colour: GREEN, title: `${NAME}: every conversion on this tab deduplicates` };
  return { text: '', colour: GREEN, title: NAME };
}

/** Conversions by the tab that their browser events came from; tab IDs of an earlier browser session mean nothing. */
export function conversionsByTab(conversions: readonly JudgedConversion[], session: string): Map<number, JudgedConversion[]> {
  const byTab = new Map<number, JudgedConversion[]>();
  for (const conversion of conversions) {
    const events = conversion.browser.map(({ event }) => event).filter(({ captureId }) => isOfSession(captureId, session));
    for (const tabId of new Set(events.map((event) => event.tabId))) {
      if (tabId < 0) continue;
      const ofTab = byTab.get(tabId);
      if (ofTab) ofTab.push(conversion);
      else byTab.set(tabId, [conversion]);
    }
  }
  return byTab;
}

/** Whether a capture was made in this run of the browser. */
export function isOfSession(captureId: string, session: string): boolean {
  return captureId.startsWith(`${session}:`);
}

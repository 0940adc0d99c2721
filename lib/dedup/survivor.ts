import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Platform } from '../platforms/define.ts';

/** Which of two copies that it merges the platform keeps; null where there is only one, or its documentation is silent. */
export function survivorOf({ rule }: Platform, browser: BrowserEvent | undefined, server: ServerEvent | undefined): Verdict['survivor'] {
  const { keeps, browserFavouredWithinMs } = rule.survivor;
  if (!browser || !server || keeps === 'undocumented') return null;
  const gapMs = server.receivedAt - browser.at;
  if (keeps === 'browser' || (browserFavouredWithinMs !== null && Math.abs(gapMs) <= browserFavouredWithinMs)) return 'browser';
  return gapMs >= 0 ? 'browser' : 'server';
}

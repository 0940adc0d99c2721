import type { EventFields } from '../model/event.ts';
import type { Cause, Drift } from '../model/verdict.ts';

/** What the two copies of one event disagree in; a field that one side lacks is no drift. */
export function compareCopies(browser: EventFields, server: EventFields): readonly Drift[] {
  const drift: Drift[] = [];
  if (browser.value !== null && server.value !== null && Math.abs(browser.value - server.value) >= 0.005) {
    drift.push({ field: 'value', browser: String(browser.value), server: String(server.value) });
  }
  if (browser.currency !== null && server.currency !== null && browser.currency !== server.currency) {
    drift.push({ field: 'currency', browser: browser.currency, server: server.currency });
  }
  const [left, right] = [listed(browser), listed(server)];
  if (left !== '' && right !== '' && left !== right) drift.push({ field: 'contents', browser: left, server: right });
  return drift.length === 0 ? NONE : drift;
}

/** Most copies agree: they share this list. */
const NONE: readonly never[] = [];

function listed({ contentIds }: EventFields): string {
  return contentIds.length === 0 ? '' : [...contentIds].sort().join(', ');
}

/** Drift as causes. An amount off by exactly 100 or 1,000 is a mix-up of minor and major units. */
export function diagnoseDrift(drift: readonly Drift[]): readonly Cause[] {
  if (drift.length === 0) return NONE;
  return drift.flatMap(({ field, browser, server }): Cause[] => {
    const both = `the browser sent ${browser}, the server ${server}`;
    if (field === 'value') return [{ id: 'value-drift', detail: isUnitMixUp(Number(browser), Number(server)) ? `${both}: minor and major units are mixed up` : both }];
    return field === 'currency' ? [{ id: 'currency-drift', detail: both }] : [];
  });
}

function isUnitMixUp(a: number, b: number): boolean {
  const ratio = a > b ? a / b : b / a;
  return Math.abs(ratio - 100) < 0.01 || Math.abs(ratio - 1000) < 0.1;
}

import type { RuleAlternative } from '../model/rule.ts';
import { KEY_NAMES } from '../model/words.ts';
import type { Evidence } from './evidence.ts';
import type { Ruling } from './outcome.ts';
import { arrivalOf, tryAlternative, type Arrival, type PairResult } from './pair.ts';

/**
 * Whether a weaker rule that the platform documents (Meta's fbp and external_id) rescues a conversion whose IDs do not, in
 * one sentence; null where the platform has no such rule, or the question does not arise.
 */
export function forecastFallback(evidence: Evidence, { outcome, basis }: Ruling): string | null {
  if (outcome === 'deduplicates' && basis !== 'fallback') return null;
  if (evidence.cluster.browser.some(({ event }) => event.eventName === '')) return null;
  const fallbacks = evidence.context.platform.rule.alternatives.filter((alternative) => alternative.basis === 'fallback');
  if (fallbacks.length === 0) return null;
  const [browser, server] = [evidence.sent[0]?.event, evidence.accepted[0]];
  if (browser && server) return forecastPair(evidence, fallbacks, arrivalOf(browser), arrivalOf(server));
  if (server) return outcome === 'server-only' && server.eventId === null ? forecastLoneServer(evidence, fallbacks, arrivalOf(server)) : null;
  return browser && browser.eventId === null && evidence.refused.length === 0 ? forecastServer(evidence, fallbacks, arrivalOf(browser)) : null;
}

function forecastPair({ context }: Evidence, fallbacks: readonly RuleAlternative[], browser: Arrival, server: Arrival): string | null {
  const names = listed(fallbacks);
  if (browser.event.eventId !== null && server.event.eventId !== null) {
    return browser.event.eventId === server.event.eventId ? null : `The fallback by ${names} is no rescue: it holds only where one side carries no event ID.`;
  }
  const attempts = fallbacks.map((alternative) => tryAlternative(context, alternative, browser, server));
  const met = attempts.find(({ result }) => result === 'merge');
  if (met) return `Rescued by ${userKeyOf(met)} alone: that holds only as long as the browser event comes first, at most ${hoursOf(met)} h before the server's.`;
  const late = attempts.find((attempt) => userKey(attempt)?.result === 'equal' && faults(attempt) === 1);
  if (late) return `The fallback by ${userKeyOf(late)} is no rescue: the values are equal, but it holds only where the browser event comes first, at most ${hoursOf(late)} h before the server's.`;
  const differs = attempts.some((attempt) => userKey(attempt)?.result === 'different');
  return `The fallback by ${names} is no rescue: ${differs ? 'the two sides carry different values' : 'it needs the same value on both sides'}.`;
}

/** What the browser's event could still be merged by, as long as the server's has not come. */
function forecastServer({ context: { platform } }: Evidence, fallbacks: readonly RuleAlternative[], { event }: Arrival): string {
  const carried = carriedBy(event, fallbacks);
  if (carried.length === 0) return `The browser event carries no event ID and nothing to fall back on: ${platform.name} counts any server event of this conversion again.`;
  const hours = (carried[0]?.windowMs ?? 0) / 3_600_000;
  return `The browser event carries no event ID: only a server event with the same ${listed(carried)} that comes after it, within ${hours} h, is merged.`;
}

/** The rule knows the person, not the order: another order's browser event is enough for it. */
function forecastLoneServer({ context: { platform } }: Evidence, fallbacks: readonly RuleAlternative[], { event }: Arrival): string | null {
  const carried = carriedBy(event, fallbacks);
  if (carried.length === 0) return null;
  const hours = (carried[0]?.windowMs ?? 0) / 3_600_000;
  return `The server event carries no event ID: ${platform.name} drops it where a browser event of this name with the same ${listed(carried)} came within ${hours} h before it, whatever its order.`;
}

function carriedBy({ userKeys }: Arrival['event'], fallbacks: readonly RuleAlternative[]): RuleAlternative[] {
  return fallbacks.filter(({ on }) => on.some((key) => (key === 'fbp' || key === 'external_id') && (userKeys[key] ?? []).length > 0));
}

function userKey({ keys }: PairResult) {
  return keys.find(({ key }) => key === 'fbp' || key === 'external_id');
}

function userKeyOf(attempt: PairResult): string {
  const found = userKey(attempt);
  return found ? KEY_NAMES[found.key] : '';
}

function faults({ keys }: PairResult): number {
  return keys.filter(({ result }) => result !== 'equal').length;
}

function hoursOf({ alternative }: PairResult): number {
  return (alternative?.windowMs ?? 0) / 3_600_000;
}

function listed(fallbacks: readonly RuleAlternative[]): string {
  return fallbacks.flatMap(({ on }) => on.filter((key) => key === 'fbp' || key === 'external_id')).join(' or ');
}

import type { CauseId } from '../model/cause.ts';
import type { Basis } from '../model/rule.ts';
import type { Cause, Outcome, Verdict } from '../model/verdict.ts';
import { CAUSES } from './causes.ts';
import type { Evidence } from './evidence.ts';
import type { Ruling } from './outcome.ts';
import type { Platform } from '../platforms/define.ts';

/** The verdict in one sentence: what the platform will do, and the decisive reason. */
export function explain(evidence: Evidence, ruling: Ruling, causes: readonly Cause[]): string {
  const what = nameOf(evidence);
  const { outcome } = ruling;
  if (causes.length === 0) return sentenceOn(evidence, ruling, causes, { what, why: '' });
  const deciding = causes.find(({ id }) => !isAside(id, outcome));
  const why = deciding ? `: ${clause(deciding)}` : '';
  return withAsides(sentenceOn(evidence, ruling, causes, { what, why }), outcome, outcome === 'deduplicates' ? causes.slice(1) : causes);
}

/** The reasons that decide nothing, at the end of the outcome's sentence. */
export function withAsides(sentence: string, outcome: Outcome, causes: readonly Cause[]): string {
  if (causes.length === 0) return sentence;
  return causes.filter(({ id }) => isAside(id, outcome)).reduce((text, cause) => `${text.replace(/\.$/, '')}; note: ${clause(cause)}.`, sentence);
}

/** An unresolved ID decides nothing where the platform counts once: it will, with the next order. */
function isAside(id: CauseId, outcome: Outcome): boolean {
  return ASIDES.has(id) || (id === 'id-template' && COUNTED_ONCE.has(outcome));
}

const COUNTED_ONCE: ReadonlySet<Outcome> = new Set<Outcome>(['deduplicates', 'browser-only', 'server-only']);
const ASIDES: ReadonlySet<CauseId> = new Set<CauseId>(['rule-shared', 'automatic-repeat', 'clock-skew', 'consent-denied']);

/** The sentence on a verdict that one cause leaves open. */
export function explainOpen({ name }: Platform, cause: Cause): string {
  return `Nobody can say yet what ${name} will count: ${clause(cause)}.`;
}

/** The sentence on a server event whose browser event is known to be missing. */
export function explainServerAlone({ name }: Platform, eventName: string, cause: Cause): string {
  return `${name} counts this ${eventName} once, from the server alone: ${clause(cause)}.`;
}

function sentenceOn(evidence: Evidence, ruling: Ruling, causes: readonly Cause[], { what, why }: { what: string; why: string }): string {
  const { platform } = evidence.context;
  const { outcome, counted, basis } = ruling;
  if (ruling.isTakenBack && counted === 0) return `${platform.name} counts this ${what} no more${why}.`;
  if (ruling.isTakenBack) return `${platform.name} still counts this ${what} ${times(counted ?? 1)} although the server took it back${why}${underEach(causes)}${likenessNote(evidence)}.`;
  switch (outcome) {
    case 'double-counts':
      return `${platform.name} will count this ${what} ${ruling.isLeast ? 'at least ' : ''}${times(counted ?? 2)}${why}${underEach(causes)}${likenessNote(evidence)}.`;
    case 'deduplicates':
      return causes.length === 0 ? plainOnce(platform, what, basis) : `${platform.name} will count this ${what}${onceBy(basis, causes)}`;
    case 'browser-only':
      return `${platform.name} counts this ${what} once, from the browser alone${why || ': the relay has no server event for it'}${gatewayNote(evidence)}.`;
    case 'server-only':
      return `${platform.name} counts this ${what} once, from the server alone${why || ': no browser event was seen'}.`;
    case 'swallowed':
      return `${platform.name} drops this ${what}${why}.`;
    case 'lost':
      return `${platform.name} gets nothing of this ${what}${why || ': neither side was delivered and accepted'}.`;
    case 'pending':
      if (ruling.openBy === 'request' && evidence.inFlight.length === 0) return `A request with the same ID as this ${what} is still on its way.`;
      return evidence.inFlight.length > 0 ? `The request for this ${what} is still on its way.` : `Waiting for the relay: the server event of this ${what} may still come.`;
    case 'undetermined':
      return `Nobody can say yet what ${platform.name} will count${why}.`;
  }
}

/** A cause's detail as half a sentence: decoders write whole ones. */
function clause({ detail }: Cause): string {
  return detail.replace(/\.$/, '').replace(/^(?:The|An?) /, (article) => article.toLowerCase());
}

function nameOf({ cluster }: Evidence): string {
  return cluster.browser[0]?.event.eventName || cluster.server[0]?.eventName || 'event';
}

/** A pair that only looks alike is no proof of one sale, so the sentence says what joined it. */
function likenessNote({ cluster }: Evidence): string {
  return cluster.joinedBy === 'similarity' ? ' (taken for one event because name, amount and time agree)' : '';
}

const COUNT_WORDS: readonly (string | undefined)[] = [undefined, 'once', 'twice'];

function times(counted: number): string {
  return COUNT_WORDS[counted] ?? `${counted} times`;
}

function underEach(causes: readonly Cause[]): string {
  if (causes[0]?.id === 'name-differs') return ', so it counts once under each name';
  return causes[0]?.id === 'pixel-differs' ? ', so it counts once in each account' : '';
}

/** The last such sentence on each platform. */
const LAST_ONCE = new Map<Platform, { what: string; basis: Basis; sentence: string }>();

/** Most conversions of one platform and name deduplicate without a warning: they share one sentence. */
function plainOnce(platform: Platform, what: string, basis: Basis): string {
  const last = LAST_ONCE.get(platform);
  if (last?.what === what && last.basis === basis) return last.sentence;
  const sentence = `${platform.name} will count this ${what}${onceBy(basis, [])}`;
  LAST_ONCE.set(platform, { what, basis, sentence });
  return sentence;
}

/** A warning that does not change the outcome still belongs in the sentence. */
function onceBy(basis: Basis, [warning]: readonly Cause[]): string {
  const once = basis === 'fallback' ? ' once by its weaker rule for events without an ID' : ' once: browser and server event carry the same keys';
  return warning ? `${once}; note: ${clause(warning)}.` : `${once}.`;
}

function gatewayNote({ sent }: Evidence): string {
  const gateway = sent.flatMap((fire) => fire.mirrors).find((mirror) => typeof mirror.mirror === 'string' && /gateway/i.test(mirror.mirror));
  return gateway ? ' (a gateway was handed a copy; what it sends on is not observed)' : '';
}

const SNIPPET_CAUSES: ReadonlySet<CauseId> = new Set<CauseId>([
  'id-missing-browser', 'id-differs', 'id-case', 'id-whitespace', 'id-prefix', 'id-leading-zeros', 'id-number-format', 'id-encoding', 'id-truncated',
  'id-hash-vs-plain', 'id-template', 'id-wrong-argument', 'id-transport', 'id-timestamp', 'id-sdk-generated', 'id-constant',
]);

/** What to change: the text of the decisive cause, and the correct call where the call is what is wrong. */
export function suggestFix({ sdk, rule }: Platform, causes: readonly Cause[], { cluster }: Evidence): Verdict['fix'] {
  if (causes.length === 0) return null;
  const fixable = causes.filter((cause) => CAUSES[cause.id].fix !== null);
  const decisive = fixable.find(({ id }) => id !== 'rule-undocumented') ?? fixable[0];
  const text = decisive ? CAUSES[decisive.id].fix : null;
  if (!decisive || text === null) return null;
  const event = cluster.browser[0]?.event;
  if (!event || !SNIPPET_CAUSES.has(decisive.id)) return { text, snippet: null };
  const eventId = rule.idField === 'orderId' ? 'order.number' : 'order.eventId';
  return { text, snippet: sdk.snippet({ eventName: event.eventName, value: event.value, currency: event.currency, eventId }) };
}

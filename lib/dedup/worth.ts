import type { ServerEvent } from '../model/event.ts';
import type { JudgedConversion, Verdict } from '../model/verdict.ts';
import { eventsOf, leadOf, type Cluster } from './cluster.ts';
import { isOwnCopy } from './delivery.ts';
import type { DedupContext } from './context.ts';
import { correctionIn } from './correction.ts';
import type { Evidence } from './evidence.ts';
import { countedSets, setsLeft, type Copy } from './counted-sets.ts';
import type { Ruling } from './outcome.ts';
import { isConversionName } from '../platforms/meaning.ts';
import { survivorOf } from './survivor.ts';

/** What a row is worth, and how much of that is counted too often or dropped. */
export type Worth = Pick<JudgedConversion, 'value' | 'currency'> & Pick<Verdict, 'atStake'>;

/** True for a name that is known to be no sale's: one cart's amount stands on each step before it, an order's on its shipment, and a refund's went back. A custom event's may be one. */
export function isNoSale({ platform }: DedupContext, { eventName, value }: Pick<JudgedConversion, 'eventName' | 'value'>): boolean {
  return value !== null && isConversionName(eventName, platform.meaningOf(eventName)) === false;
}

interface Price {
  /** Major units. */
  value: number;
  currency: string | null;
}

/**
 * Weighs what the platform counts: of copies that it merges the one that it keeps, of those that it counts apart each by its own
 * amount. Money that only a copy shows which is not counted is no money of the platform's: it is shown, and nothing is at stake.
 */
export function worthOf(evidence: Evidence, ruling: Ruling, survivor: Verdict['survivor']): Worth {
  const { counted } = ruling;
  if (counted !== null && counted > 0 && (counted > 1 || ruling.isTakenBack)) return worthOfEach(evidence, ruling, counted);
  const own = priceOf(evidence, keptOf(evidence, ruling, survivor), null);
  if (!own) return shownOf(evidence.cluster);
  return { ...own, currency: own.currency ?? currencyIn(evidence.cluster), atStake: counted === null ? null : counted < expectedOf(ruling) ? rounded(0 - own.value) : 0 };
}

/** How often it should be counted. */
export function expectedOf({ isTakenBack }: Ruling): 0 | 1 {
  return isTakenBack ? 0 : 1;
}

/** Where it is counted once or not at all, the copy that stands for it in the platform's report, or would. */
function keptOf({ cluster, sent, accepted }: Evidence, { counted }: Ruling, survivor: Verdict['survivor']): Copy | null {
  const server = accepted.find(isOwnCopy) ?? null;
  if (survivor === 'server') return server;
  return sent[0]?.event ?? (counted === null ? null : server) ?? leadOf(cluster);
}

function worthOfEach(evidence: Evidence, ruling: Ruling, counted: number): Worth {
  const sets = ruling.isTakenBack ? setsLeft(evidence) : countedSets(evidence);
  const prices = sets.map((set) => priceOf(evidence, keptIn(evidence, set), set));
  const [own] = prices;
  if (!own) return shownOf(evidence.cluster);
  const currency = own.currency ?? currencyIn(evidence.cluster);
  const extra = prices.slice(expectedOf(ruling));
  const isSum = sets.length === counted && extra.every((price) => price !== null && (price.currency ?? currency) === currency);
  return { value: own.value, currency, atStake: isSum ? rounded(extra.reduce((sum, price) => sum + (price?.value ?? 0), 0)) : null };
}

/** Why a row that counts too often is in no sum of money; null where it is, or carries none. */
export function noteUnknownStake(ruling: Ruling, { value, atStake }: Worth): string | null {
  if (ruling.counted === null || ruling.counted <= expectedOf(ruling) || value === null || atStake !== null) return null;
  return 'What is counted too often is in no sum of money: a copy carries no amount, or another currency.';
}

function keptIn({ context: { platform } }: Evidence, set: readonly Copy[]): Copy | null {
  const browser = set.find((event) => event.side === 'browser');
  const server = set.find((event) => event.side === 'server' && isOwnCopy(event)) as ServerEvent | undefined;
  return (survivorOf(platform, browser, server) === 'server' ? server : (browser ?? server)) ?? null;
}

/** The amount that counts for a copy and those that merge with it (null = all that arrived); null where none is known. */
function priceOf({ context: { platform }, sent, accepted }: Evidence, kept: Copy | null, set: readonly Copy[] | null): Price | null {
  const merged = set ?? (accepted.every(isOwnCopy) && kept?.value !== null ? NONE : [...sent.map(({ event }) => event), ...accepted]);
  const corrected = correctionIn(merged);
  const filled = kept?.value === null && platform.rule.survivor.merges ? merged.find(({ value }) => value !== null) : null;
  const { value = null, currency = null } = corrected ?? filled ?? kept ?? {};
  return value === null ? null : { value, currency: currency ?? kept?.currency ?? null };
}

const NONE: readonly never[] = [];

/** What any copy says that it is worth, where the one that counts says nothing. */
function shownOf(cluster: Cluster): Worth {
  const priced = eventsOf(cluster).find(({ value }) => value !== null);
  return { value: priced?.value ?? null, currency: priced?.currency ?? currencyIn(cluster), atStake: null };
}

function currencyIn(cluster: Cluster): string | null {
  return eventsOf(cluster).find(({ currency }) => currency !== null)?.currency ?? null;
}

/** Three decimals hold every currency's minor unit. */
function rounded(amount: number): number {
  return Math.round(amount * 1000) / 1000;
}

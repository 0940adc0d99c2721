import * as v from 'valibot';
import type { ConnectionStep, Lookup } from '../model/relay.ts';
import { joinAnswers, readQueryAnswer, refuseLookup, type QueryAnswer } from './answer.ts';
import { testConnection, type RelayPixel } from './connection-test.ts';
import { CapabilitiesSchema, CONTRACT_MAJOR, type Capabilities } from './contract.ts';
import { readEndpoint } from './endpoint.ts';
import { RelayError } from './relay-error.ts';
import { askJson, type Edge } from './transport.ts';
import { isAskable, toWireLookup } from './wire-lookup.ts';

export { RelayError, type RelayErrorCode } from './relay-error.ts';
export type { LookupResult, QueryAnswer } from './answer.ts';

/** Look-ups per query that every relay takes, whatever it says of itself. */
const MAX_LOOKUPS = 50;

export interface RelayClientOptions {
  /** Base URL with or without `/v1`. */
  endpoint: string;
  token: string;
  fetch: typeof fetch;
  /** Unix ms. */
  now: () => number;
  /** How long one request may take, ms. */
  timeoutMs?: number;
}

/** Asks one relay. Every method rejects with a `RelayError` and nothing else; `test` never rejects. */
export interface RelayClient {
  query(lookups: readonly Lookup[], signal?: AbortSignal): Promise<QueryAnswer>;
  capabilities(signal?: AbortSignal): Promise<Capabilities>;
  /** The steps up to and including the first that failed; `pixels`: those that the relay should cover. */
  test(pixels: readonly RelayPixel[]): Promise<ConnectionStep[]>;
}

export function createRelayClient(options: RelayClientOptions): RelayClient {
  const edge: Edge = { fetch: options.fetch, token: options.token, timeoutMs: options.timeoutMs ?? 10_000 };
  let known: Capabilities | null = null;

  async function capabilities(signal?: AbortSignal): Promise<Capabilities> {
    const base = readEndpoint(options.endpoint);
    known = readCapabilities(await askJson(edge, new URL('v1', base), null, signal), base.host);
    return known;
  }

  async function query(lookups: readonly Lookup[], signal?: AbortSignal): Promise<QueryAnswer> {
    const base = readEndpoint(options.endpoint);
    const { limits } = known ?? (await capabilities(signal));
    const answers = lookups.filter((lookup) => !isAskable(lookup)).map((lookup) => refuseLookup(lookup, options.now()));
    for (const batch of chunk(lookups.filter(isAskable), Math.min(limits.lookups, MAX_LOOKUPS))) {
      const body = { lookups: batch.map((lookup, index) => toWireLookup(lookup, String(index))) };
      answers.push(readQueryAnswer(await askJson(edge, new URL('v1/events/query', base), body, signal), batch, base.host));
    }
    return joinAnswers(answers, options.now());
  }

  return { query, capabilities, test: (pixels) => testConnection({ endpoint: options.endpoint, capabilities, query }, pixels, options.now()) };
}

function readCapabilities(input: unknown, host: string): Capabilities {
  const contract = contractOf(input);
  if (contract !== null && contract !== CONTRACT_MAJOR) {
    throw new RelayError(
      'contract-mismatch',
      `The relay at ${host} speaks relay/${contract}, this version of Pixelpair speaks relay/${CONTRACT_MAJOR}: update the older of the two.`,
    );
  }
  const parsed = v.safeParse(CapabilitiesSchema, input);
  if (parsed.success) return parsed.output;
  throw new RelayError('not-a-relay', `${host} answered, but not as a Pixelpair relay: check the endpoint's host and path.`);
}

function contractOf(input: unknown): number | null {
  const parsed = v.safeParse(v.object({ contract: v.string() }), input);
  const major = parsed.success ? /^relay\/(\d+)\./.exec(parsed.output.contract)?.[1] : undefined;
  return major === undefined ? null : Number(major);
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

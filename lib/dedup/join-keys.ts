import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { sideOf, type Cluster } from './cluster.ts';
import { dedupIdOf, type DedupContext } from './context.ts';
import { hashesOf, nearHashes, searchForms } from './id-forms.ts';
import { isSha256, isUnresolved } from './id-kinds.ts';

/** The different values that a cluster's events carry; empty ones do not count. */
export function valuesOf({ browser, server }: Cluster, read: (event: BrowserEvent | ServerEvent) => string | null): readonly string[] {
  if (browser.length < 2 && server.length < 2) return distinct((browser[0] && read(browser[0].event)) || null, (server[0] && read(server[0])) || null);
  const values = new Set<string>();
  for (const { event } of browser) values.add(read(event) ?? '');
  for (const event of server) values.add(read(event) ?? '');
  values.delete('');
  return values.size === 0 ? NONE : [...values];
}

/** Most clusters are one event of each side, or one alone. */
function distinct(a: string | null, b: string | null): readonly string[] {
  if (a === null) return b === null ? NONE : [b];
  return b === null || a === b ? [a] : [a, b];
}

const NONE: readonly never[] = [];

/** An order ID that a template left unresolved stands on every order. */
export function orderBuckets(_context: DedupContext, cluster: Cluster): readonly string[] {
  return valuesOf(cluster, ({ orderId }) => (orderId === null || isUnresolved(orderId) ? null : orderId));
}

/** The IDs that may be compared: a transaction ID only where it is the deduplication ID. */
export function idBuckets({ platform: { rule } }: DedupContext, cluster: Cluster): readonly string[] {
  const eventIds = valuesOf(cluster, ({ eventId }) => eventId);
  return rule.idField === 'eventId' ? eventIds : [...valuesOf(cluster, ({ orderId }) => orderId), ...eventIds];
}

export function nearBuckets(context: DedupContext, cluster: Cluster): string[] {
  const forms = valuesOf(cluster, (event) => nearId(context, event)).flatMap(searchForms);
  const hashes = valuesOf(cluster, ({ plainId }) => plainId ?? null).flatMap(nearHashes);
  return hashes.length > 0 ? [...new Set([...forms, ...hashes])] : forms;
}

/** A hash as it stands, a plain ID by its hashes; none of a pair, which has its partner. */
export function hashBuckets(context: DedupContext, cluster: Cluster): readonly string[] {
  if (sideOf(cluster) === 'both') return NONE;
  return valuesOf(cluster, (event) => nearId(context, event)).flatMap((id) => (isSha256(id) ? [id.toLowerCase()] : hashesOf(id)));
}

export function carriesHash(context: DedupContext, cluster: Cluster): boolean {
  return sideOf(cluster) !== 'both' && valuesOf(cluster, (event) => nearId(context, event)).some(isSha256);
}

/** The ID that two copies of one event should share; null where none was sent. */
export function nearId(context: DedupContext, event: BrowserEvent | ServerEvent): string | null {
  return dedupIdOf(context, event) ?? event.eventId;
}

import type { LogEntry } from '../model/log.ts';
import type { RelayConnection, Settings } from '../model/settings.ts';
import type { RelayPixel } from '../relay/connection-test.ts';
import { lookupsOf } from './lookups.ts';
import { connectionFor } from './relay-connection.ts';

/** The pixels that this connection would be asked about: those recorded on pages that it, of all connections, answers for. */
export function pixelsFor(connection: RelayConnection, entries: readonly LogEntry[], settings: Settings): RelayPixel[] {
  const relays = [...settings.relays.filter(({ id }) => id !== connection.id), connection];
  const captures = entries.flatMap((entry) => (entry.kind === 'capture' ? [entry.capture] : []));
  const own = captures.filter(({ pageUrl }) => connectionFor(relays, pageUrl)?.id === connection.id);
  const pixels = own.flatMap((capture) => lookupsOf(capture, settings)).map(({ platform, pixelId }) => ({ platform, pixelId }));
  return [...new Map(pixels.map((pixel) => [`${pixel.platform}:${pixel.pixelId}`, pixel])).values()];
}

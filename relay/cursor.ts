import { createHash } from 'node:crypto';
import type { Position, TailFilter } from './store.ts';

/** An opaque place in one filter's list. A cursor is good only for the filter it was made for. */
export function encodeCursor(position: Position, filter: TailFilter): string {
  return Buffer.from(JSON.stringify([position.receivedAt, position.id, filterHash(filter)])).toString('base64url');
}

/** null where the text is no cursor, or one of another filter. */
export function decodeCursor(text: string, filter: TailFilter): Position | null {
  const parts = parse(Buffer.from(text, 'base64url').toString('utf8'));
  if (!Array.isArray(parts) || parts.length !== 3) return null;
  const [receivedAt, id, hash] = parts as unknown[];
  if (typeof receivedAt !== 'number' || !Number.isSafeInteger(receivedAt) || typeof id !== 'string') return null;
  return hash === filterHash(filter) ? { receivedAt, id } : null;
}

function filterHash(filter: TailFilter): string {
  const { platform, pixelId, eventId, eventName, orderId, test, order } = filter;
  const text = JSON.stringify([platform, pixelId, eventId, eventName, orderId, test, order]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

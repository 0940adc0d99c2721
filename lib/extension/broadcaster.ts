import type { Broadcast } from './messages.ts';

/** Tells everyone who follows the log: open extension pages and the background's own readers. */
export interface Broadcaster {
  broadcast(message: Broadcast): void;
  /** Returns how to stop. */
  listen(heard: (message: Broadcast) => void): () => void;
}

/** `send`: carries a message to the extension pages; it rejects where none is open. */
export function createBroadcaster(send: (message: Broadcast) => Promise<unknown>): Broadcaster {
  const listeners = new Set<(message: Broadcast) => void>();
  return {
    broadcast: (message) => {
      for (const heard of listeners) heard(message);
      send(message).catch(() => undefined);
    },
    listen: (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
  };
}

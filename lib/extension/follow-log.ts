import { browser } from './browser.ts';
import { followLogThrough, type LogChannel, type LogReader } from './log-follower.ts';
import type { Broadcast } from './messages.ts';
import { isBroadcast } from './rpc.ts';
import { sendRequest } from './send.ts';

/** Hears what the background tells every open extension page. Returns how to stop. */
export function onBroadcast(heard: (broadcast: Broadcast) => void): () => void {
  // Returns nothing: an answer, even an empty one, would be taken for the background's.
  const listener = (message: unknown): undefined => {
    if (isBroadcast(message)) heard(message);
  };
  browser.runtime.onMessage.addListener(listener);
  return () => browser.runtime.onMessage.removeListener(listener);
}

const messages: LogChannel = {
  read: (after, limit) => sendRequest('log.read', { after, limit }),
  listen: onBroadcast,
  wait: (ms, then) => {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

/** Follows the session log from an extension page. Returns how to stop. */
export function followLog(reader: LogReader): () => void {
  return followLogThrough(messages, reader);
}

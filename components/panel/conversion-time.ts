import type { JudgedConversion } from '../../lib/model/verdict.ts';

/** Unix ms of a conversion's first event. */
export function startOf({ browser, server }: JudgedConversion): number {
  return Math.min(...browser.map(({ event }) => event.at), ...server.map(({ receivedAt }) => receivedAt));
}

import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 50;

/** Waits for a state: asks until the answer is neither null nor undefined nor false. @throws after `limitMs` */
export async function until<T>(what: string, ask: () => T | Promise<T>, limitMs = 20_000): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer as NonNullable<Exclude<T, false>>;
    if (Date.now() > deadline) throw new Error(`Waited ${limitMs} ms in vain for ${what}.`);
    await delay(POLL_MS);
  }
}

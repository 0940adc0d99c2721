import type { Capture } from '../model/capture.ts';

/** Why the bodies of captures could not be read, each reason once, the most frequent first. */
export function countUnreadable(captures: Iterable<Capture>): { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { body } of captures) {
    if (body.kind === 'unreadable' || body.kind === 'pending') counts.set(body.reason, (counts.get(body.reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
}

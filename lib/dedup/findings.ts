import type { DecodeIssue } from '../model/event.ts';
import type { Evidence } from './evidence.ts';

/** Code of a decoder's finding that the ID is sent and empty, where the platform takes all such events for one (GA4). */
export const EMPTY_ID = 'empty-transaction-id';

/** What a decoder found in one of the copies that arrived, by its code; null where it found no such thing. */
export function findingIn({ sent, accepted }: Evidence, code: string): DecodeIssue | null {
  for (const { event } of sent) for (const issue of event.issues) if (issue.code === code) return issue;
  for (const { issues } of accepted) for (const issue of issues) if (issue.code === code) return issue;
  return null;
}

import type { DecodeIssue } from '../model/event.ts';
import type { Evidence } from './evidence.ts';

/** What a decoder found in one of the copies that arrived, by its code; null where it found no such thing. */
export function findingIn({ sent, accepted }: Evidence, code: string): DecodeIssue | null {
  for (const { event } of sent) for (const issue of event.issues) if (issue.code === code) return issue;
  for (const { issues } of accepted) for (const issue of issues) if (issue.code === code) return issue;
  return null;
}

import type { PlatformAnswer } from '../model/payload.ts';
import { isRecord, recordOf, textOf } from '../wire/json.ts';

/** Whether a platform took an event; `accepted` null = its answer is not known. */
export interface Acceptance {
  accepted: boolean | null;
  message: string | null;
}

export const UNKNOWN_ANSWER: Acceptance = { accepted: null, message: null };

/** Longest message that is kept of a platform's answer. */
const MAX_MESSAGE = 300;

export function rejected(message: string | null): Acceptance {
  return { accepted: false, message: message?.slice(0, MAX_MESSAGE) ?? null };
}

/** True where the HTTP status alone says that nothing was accepted. */
export function failedByStatus(answer: PlatformAnswer): boolean {
  return answer.status !== null && answer.status >= 400;
}

/** Reads `{error: {message}}`, `{error: "…"}` and `{message}`. */
export function errorMessage(response: unknown): string | null {
  const record = recordOf(response);
  return (isRecord(record['error']) ? textOf(record['error']['message']) : textOf(record['error'])) ?? textOf(record['message']);
}

/** For platforms whose HTTP status tells it all. */
export function answerByStatus(answer: PlatformAnswer): Acceptance {
  if (failedByStatus(answer)) return rejected(errorMessage(answer.response) ?? `HTTP ${answer.status}`);
  if (isRecord(answer.response) && answer.response['error']) return rejected(errorMessage(answer.response));
  return answer.status === null && !isRecord(answer.response) ? UNKNOWN_ANSWER : { accepted: true, message: null };
}

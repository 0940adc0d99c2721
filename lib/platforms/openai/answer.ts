import type { PlatformAnswer } from '../../model/payload.ts';
import { answerByStatus, type Acceptance } from '../answers.ts';

/** "If one event in the batch fails, the full batch fails": the event that the answer names need not be this one. */
export function answerInBatch(answer: PlatformAnswer, index: number): Acceptance {
  const own = answerByStatus(answer);
  const bad = own.accepted === false ? /events\[(\d+)\]/.exec(own.message ?? '')?.[1] : undefined;
  if (bad === undefined || Number(bad) === index) return own;
  return { ...own, message: `${own.message} (another event of the batch: one bad event fails them all)` };
}

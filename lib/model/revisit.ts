import type { JudgedConversion } from './verdict.ts';

/** What is done to the thank-you page: reloaded, left and returned to, or its address opened again. */
export const REVISITS = ['reload', 'back-forward', 'open-again'] as const;

export type Revisit = (typeof REVISITS)[number];

/** What a platform counts of one conversion before and after the page was visited again. */
export interface RevisitLine {
  /** As it stands now. */
  conversion: JudgedConversion;
  /** How often the platform counted it before; 0 = there was no such conversion, null = not known. */
  before: number | null;
  after: number | null;
  /** Browser requests that the visit added. */
  newFires: number;
}

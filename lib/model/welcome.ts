/** The welcome's steps: what Pixelpair sees, the relay, seeing it work. */
export const WELCOME_STEPS = [1, 2, 3] as const;

export type WelcomeStep = (typeof WELCOME_STEPS)[number];

/** How far the welcome has come: a tab that was closed goes on where it was. */
export interface WelcomeProgress {
  step: WelcomeStep;
  /** When the welcome was begun, Unix ms. */
  since: number;
}

/** The platforms the shop sends to. */
export const DEMO_PLATFORMS = ['meta', 'tiktok', 'ga4', 'google-ads', 'openai'] as const;

export type DemoPlatform = (typeof DEMO_PLATFORMS)[number];

/** A verdict a scenario must lead to; `cause` null = any, or none. */
export interface ExpectedVerdict {
  outcome: string;
  cause: string | null;
}

/** Per platform, the verdict of each order in the sequence it was bought. */
export type Expectation = Readonly<Record<DemoPlatform, readonly ExpectedVerdict[]>>;

export function verdict(outcome: string, cause: string | null = null): ExpectedVerdict {
  return { outcome, cause };
}

/** The same verdicts on every platform, but for the exceptions. */
export function everywhere(
  verdicts: ExpectedVerdict | readonly ExpectedVerdict[],
  exceptions: Partial<Record<DemoPlatform, ExpectedVerdict | readonly ExpectedVerdict[]>> = {},
): Expectation {
  const entries = DEMO_PLATFORMS.map((platform) => [platform, [exceptions[platform] ?? verdicts].flat()]);
  return Object.fromEntries(entries) as Expectation;
}

/** The ad platforms Pixelpair knows, in the order the product lists them. */
export const PLATFORM_IDS = [
  'meta',
  'tiktok',
  'ga4',
  'google-ads',
  'floodlight',
  'openai',
  'pinterest',
  'snapchat',
  'linkedin',
  'reddit',
  'x',
  'microsoft',
] as const;

export type PlatformId = (typeof PLATFORM_IDS)[number];

export function isPlatformId(text: string): text is PlatformId {
  return (PLATFORM_IDS as readonly string[]).includes(text);
}

import { hostFits } from './relay-connection.ts';

/**
 * Whether the user wants this page recorded. `pageUrl`, else `initiator`, decides; where the browser tells neither (sandboxed frame,
 * closed tab) it is recorded, since a request that is missing makes a false verdict.
 */
export function isInScope(sites: readonly string[], { pageUrl, initiator }: { pageUrl: string | null; initiator: string | null }): boolean {
  const host = URL.parse(pageUrl ?? initiator ?? '')?.host;
  return sites.length === 0 || host === undefined || sites.some((site) => hostFits(site, host));
}

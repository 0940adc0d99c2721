import type { FirstPartyRule } from '../model/settings.ts';

/** First-party endpoints of the page's own site. The page can see which hosts its hook watches, so it learns of no other site's. */
export function hostsToWatch(rules: readonly FirstPartyRule[], pageUrl: string): string[] {
  const site = siteOf(URL.parse(pageUrl)?.hostname ?? '');
  return site === '' ? [] : rules.map(({ host }) => host).filter((host) => siteOf(host) === site);
}

/** `shop.test` of `www.shop.test`, `shop.co.uk` of `www.shop.co.uk`: short second levels belong to the ending. */
function siteOf(host: string): string {
  const labels = host.toLowerCase().split('.');
  const isTwoPart = /^(?:co|com|org|net|gov|ac|edu|ne|or)$/.test(labels.at(-2) ?? '') && labels.at(-1)?.length === 2;
  return labels.slice(isTwoPart ? -3 : -2).join('.');
}

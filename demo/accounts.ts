/** The ad accounts of one sender; made-up IDs in each platform's form. */
export interface Accounts {
  meta: string;
  tiktok: string;
  ga4: string;
  /** Data Manager's productDestinationId: the conversion action. */
  googleAds: string;
  openai: string;
}

export const SHOP_ACCOUNTS: Accounts = {
  meta: '184700112233445',
  tiktok: 'CPXDEMO5HOP1013TTQ00',
  ga4: 'G-PXDEMO1013',
  googleAds: '6540987321',
  openai: 'PxDemo7zQk4mT2vW9sLd3h',
};

/** Accounts of an agency's test set-up: what a server sends to when its configuration names the wrong ones. */
export const OTHER_ACCOUNTS: Accounts = {
  meta: '990011223344556',
  tiktok: 'COTHER5HOP2026TTQ999',
  ga4: 'G-OTHER2026',
  googleAds: '1112223334',
  openai: 'OtherPid0aBcDeFgHiJkLm',
};

/** What the browser's Google Ads tag names instead of a conversion action. */
export const ADS_TAG = { id: 'AW-1100220033', label: 'kQ7sCPzOrd3rLb' };

/** The extension's setting that ties the tag's label to the action. */
export const CONVERSION_ACTIONS = { [`${ADS_TAG.id}/${ADS_TAG.label}`]: SHOP_ACCOUNTS.googleAds };

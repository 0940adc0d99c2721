import { browser } from './browser.ts';
import { EVERY_SITE } from './permissions.ts';

export function isPermitted(): Promise<boolean> {
  return browser.permissions.contains(EVERY_SITE);
}

/** Asks the user for access to all sites. Browsers allow the question only within a click. */
export function grantAccess(): Promise<boolean> {
  return browser.permissions.request(EVERY_SITE);
}

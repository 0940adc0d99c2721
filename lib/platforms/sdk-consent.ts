import type { HookedApi } from '../model/page-record.ts';

/** What a consent call tells the SDK: `denied` = it sends nothing until it is told otherwise. */
export type ConsentState = 'denied' | 'granted';

/**
 * SDKs that stop sending where consent is denied, by the verb of the call. Google's tags and Microsoft's send a hit without
 * identifiers instead, which says so on the wire. Sources: platforms-core.md 1A, 2A, 4A.
 */
const READERS: Partial<Record<HookedApi, (verb: string, first: unknown) => ConsentState | null>> = {
  fbq: (verb, first) => (verb !== 'consent' ? null : first === 'revoke' ? 'denied' : first === 'grant' ? 'granted' : null),
  ttq: (verb) => (verb === 'revokeConsent' || verb === 'holdConsent' ? 'denied' : verb === 'grantConsent' ? 'granted' : null),
  oaiq: (verb, first) => (verb !== 'consent' ? null : first === false ? 'denied' : first === true ? 'granted' : null),
};

/** The consent that a call states; null for any other call. */
export function readConsent(api: HookedApi, method: string, args: readonly unknown[]): ConsentState | null {
  const [first, second] = args;
  const read = READERS[api];
  if (read === undefined) return null;
  return read(method, first === method ? second : first) ?? (typeof first === 'string' ? read(first, second) : null);
}

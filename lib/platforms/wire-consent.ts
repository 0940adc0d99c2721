import type { DecodedBrowserEvent } from '../model/event.ts';
import { firstOf } from '../wire/fields.ts';
import type { WireRequest } from '../wire/request.ts';
import type { Platform } from './define.ts';

/** Code of the finding that a hit was sent without consent. */
export const CONSENT_DENIED = 'consent-denied';

/** A hit that was sent although the visitor declined carries no identifiers, and says so. */
export function noteConsent(platform: Platform, request: WireRequest, event: DecodedBrowserEvent): DecodedBrowserEvent {
  const signal = platform.deniedOnWire;
  if (signal === undefined) return event;
  const value = firstOf(platform.pathFields?.(request) ?? request.query(), signal.param);
  if (value === null || !signal.denied.test(value)) return event;
  const message = `The hit says that the visitor declined (${signal.param}=${value}): it carries no identifiers, and whether ${platform.name} counts it or only models with it is not documented.`;
  return { ...event, issues: [...event.issues, { code: CONSENT_DENIED, message }] };
}

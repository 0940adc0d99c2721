import type { Capture } from '../model/capture.ts';
import type { Settings } from '../model/settings.ts';
import { findPlatform } from '../platforms/decode.ts';
import { resemblanceOf } from '../platforms/suggest.ts';

/**
 * What a request is recorded as: its platform; `like:` and a platform where it looks like one at a host that the user has
 * neither named nor dismissed, so that the suggestion has its evidence and the request its row once the host is named; null = not at all.
 */
export function recordedAs(capture: Capture, { firstParty, dismissedHosts }: Pick<Settings, 'firstParty' | 'dismissedHosts'>): string | null {
  const found = findPlatform(capture, firstParty);
  if (found) return found.platform.id;
  const likeness = resemblanceOf(capture);
  if (!likeness || dismissedHosts.includes(likeness.host) || firstParty.some(({ host }) => host === likeness.host)) return null;
  return `like:${likeness.platform}`;
}

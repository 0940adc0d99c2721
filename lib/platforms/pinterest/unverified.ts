import type { UnverifiedFormat } from '../define.ts';
import { endpointUrl } from '../payload-body.ts';

export const UNVERIFIED: readonly UnverifiedFormat[] = [
  {
    what: "The older endpoint ct.pinterest.com/events/v3 is read like version 5: Pinterest's reference describes version 5 only.",
    source: 'research/platforms-more.md 1B (version 5 only)',
    server: (payload) => endpointUrl(payload)?.hostname === 'ct.pinterest.com',
  },
];

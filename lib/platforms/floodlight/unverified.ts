import type { UnverifiedFormat } from '../define.ts';

export const UNVERIFIED: readonly UnverifiedFormat[] = [
  {
    what: 'That this request repeats the tag is known from captures by others; Google does not document it.',
    source: 'research/platforms-core.md 3A (Floodlight), research/observed-on-the-wire.md',
    browser: (_, event) => event.mirror !== false,
  },
  {
    what: "Google's guide to content security policies lists this host for Floodlight: no hit that was sent to it was at hand.",
    source: 'https://developers.google.com/tag-platform/security/guides/csp',
    browser: (request) => request.host.endsWith('.googlesyndication.com'),
  },
  {
    what: 'Campaign Manager 360 uploads are read by the field names of its reference: no real upload was at hand to check them.',
    source: 'research/platforms-core.md 3B',
    server: () => true,
  },
];

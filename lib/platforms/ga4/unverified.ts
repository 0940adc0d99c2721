import type { UnverifiedFormat } from '../define.ts';

/** What gtag itself was seen to send to, at Google and at a server container. */
const SEEN_PATH = /\/g\/collect\/?$/;

export const UNVERIFIED: readonly UnverifiedFormat[] = [
  {
    what: 'This form of the address is known from captures by others: gtag itself was seen to send to /g/collect only.',
    source: 'research/platforms-core.md 3A (first-party), research/observed-on-the-wire.md',
    browser: (request) => !SEEN_PATH.test(request.path),
  },
];

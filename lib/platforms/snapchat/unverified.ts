import type { UnverifiedFormat } from '../define.ts';

export const UNVERIFIED: readonly UnverifiedFormat[] = [
  {
    what: 'The path /gateway/p is known from captures by others only.',
    source: 'research/platforms-more.md 2A',
    browser: (request) => request.path.startsWith('/gateway/'),
  },
];

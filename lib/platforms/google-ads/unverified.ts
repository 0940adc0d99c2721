import type { UnverifiedFormat } from '../define.ts';
import { isToScript } from './hit.ts';

const FROM_OTHERS = /\/(?:as\/p\/c|ccm\/conversion|rmkt\/collect|pagead\/1p-user-list)\//;

export const UNVERIFIED: readonly UnverifiedFormat[] = [
  {
    what: 'This request of the Google tag is known from captures by others; it was not seen here and is not documented.',
    source: 'research/platforms-core.md 3A (Google Ads)',
    browser: (request) => FROM_OTHERS.test(request.path) || isToScript(request),
  },
];

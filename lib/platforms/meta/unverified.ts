import type { UnverifiedFormat } from '../define.ts';

export const UNVERIFIED: readonly UnverifiedFormat[] = [
  {
    what: 'The message to a Conversions API Gateway is known from captures by others; Meta does not document it.',
    source: 'research/platforms-core.md 1A (CAPI Gateway)',
    browser: (_, event) => event.mirror === 'Conversions API Gateway copy',
  },
];

import { firstOf } from '../../wire/fields.ts';
import type { WireRequest } from '../../wire/request.ts';
import type { UnverifiedFormat } from '../define.ts';

export const UNVERIFIED: readonly UnverifiedFormat[] = [
  {
    what: 'The form that newer builds post to /rp is known from captures by others only.',
    source: 'research/platforms-more.md 4A, 9 (gaps)',
    browser: (request) => request.path === '/rp',
  },
  {
    what: 'That m.value is in minor units is inferred from the field of the same name in version 2 of the API.',
    source: 'research/observed-on-the-wire.md (server side: Reddit)',
    browser: isMinor,
  },
];

/** The value was read from `m.value`. */
function isMinor(request: WireRequest): boolean {
  const fields = request.query();
  return firstOf(fields, 'm.valueDecimal') === null && firstOf(fields, 'm.value') !== null;
}

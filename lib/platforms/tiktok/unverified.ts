import { isRecord } from '../../wire/json.ts';
import type { UnverifiedFormat } from '../define.ts';
import { endpointUrl } from '../payload-body.ts';

const OLDER_PATH = /\/api\/v1\/|\/shopify_pixel\b/;
const EVENTS_API_1 = /\/(?:pixel|offline)\/(?:track|batch)\/?$/;

export const UNVERIFIED: readonly UnverifiedFormat[] = [
  {
    what: 'This older endpoint of the pixel is known from code and captures by others only.',
    source: 'research/platforms-core.md 2A',
    browser: (request) => OLDER_PATH.test(request.path),
  },
  {
    what: 'The "batch" envelope is known from code by others: no build of the pixel was seen to send it.',
    source: 'research/platforms-core.md 2A',
    browser: (request) => request.body.text().includes('"batch"') && hasBatch(request.body.json()),
  },
  {
    what: 'Events API 1.0, for the web and offline, is read as connectors by others write it.',
    source: 'research/platforms-core.md 2B (legacy 1.0)',
    server: (payload) => EVENTS_API_1.test(endpointUrl(payload)?.pathname ?? ''),
  },
];

function hasBatch(message: unknown): boolean {
  return isRecord(message) && Array.isArray(message['batch']);
}

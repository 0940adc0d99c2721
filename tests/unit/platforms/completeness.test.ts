import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PLATFORMS } from '../../../lib/platforms/registry.ts';
import { missingParts } from './missing-parts.ts';
import { readFixtures } from './read-fixtures.ts';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const fixtures = readFixtures();

test.each(PLATFORMS.map((platform) => ({ id: platform.id, platform })))('$id has everything that a platform needs', ({ platform }) => {
  expect(missingParts(platform, fixtures, readme)).toEqual([]);
});

import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { BUILT_HOOK } from './hook-pages/hook-extension.ts';

test('the built hook is at most 8 kB, and 4 kB compressed', async () => {
  const built = await readFile(BUILT_HOOK);
  expect(built.length).toBeLessThanOrEqual(8_000);
  expect(gzipSync(built).length).toBeLessThanOrEqual(4_000);
});

test('the built hook leaves no name behind: it is one function that is called', async () => {
  const built = (await readFile(BUILT_HOOK, 'utf8')).trim();
  expect(built.startsWith('(function(){')).toBe(true);
  expect(built.endsWith('})();')).toBe(true);
  expect(built).not.toContain('console.');
});

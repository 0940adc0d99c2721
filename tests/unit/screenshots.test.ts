import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const FOLDER = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const pictures = readdirSync(FOLDER).filter((name) => name.endsWith('.png'));
const sizeOf = (name: string): number => statSync(FOLDER + name).size;

test('the gallery names every kept picture, and no other', () => {
  const named = readFileSync(`${FOLDER}README.md`, 'utf8').matchAll(/\]\(([^)]+\.png)\)/g);
  expect([...named].map(([, name]) => name).toSorted()).toEqual(pictures.toSorted());
});

test('no kept picture has more than 150 kB, all together not more than 3 MB', () => {
  expect(pictures.filter((name) => sizeOf(name) > 150_000)).toEqual([]);
  expect(pictures.reduce((sum, name) => sum + sizeOf(name), 0)).toBeLessThan(3_000_000);
});

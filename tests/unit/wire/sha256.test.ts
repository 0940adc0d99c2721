import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256Hex } from '../../../lib/wire/sha256.ts';

test('the digest of "123" is the one Reddit captures show', () => {
  expect(sha256Hex('123')).toBe('a665a45920422f9d417e4867efdc4fb8a04a1f3fff1fa07e998e86f7f7a27ae3');
});

test.each([0, 55, 56, 63, 64, 119, 120])('a text of %d bytes is padded right', (length) => {
  const text = 'a'.repeat(length);
  expect(sha256Hex(text)).toBe(createHash('sha256').update(text).digest('hex'));
});

test('digests equal those of node:crypto for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      expect(sha256Hex(text)).toBe(createHash('sha256').update(text).digest('hex'));
    }),
  );
});

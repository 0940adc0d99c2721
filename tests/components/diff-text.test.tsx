import { expect, test } from 'vitest';
import { diffText } from '../../components/diff-text.ts';

const marked = (a: string, b: string) => {
  const show = (runs: ReturnType<typeof diffText>['a']) => runs.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');
  const diff = diffText(a, b);
  return [show(diff.a), show(diff.b)];
};

test.each([
  ['a prefix on one side', 'order-1013', '1013', '[order-]1013', '1013'],
  ['a suffix on one side', '1013', '1013-x', '1013', '1013[-x]'],
  ['case in the middle', 'Ord-1012', 'ORD-1012', 'O[rd]-1012', 'O[RD]-1012'],
  ['nothing in common', 'abc', 'xyz', '[abc]', '[xyz]'],
  ['equal texts', 'same', 'same', 'same', 'same'],
  ['an empty side', '', '1013', '', '[1013]'],
  ['white space at the end', '1013 ', '1013', '1013[ ]', '1013'],
  ['a repeated character, once only', 'aa', 'aaa', 'aa', 'aa[a]'],
  ['a surrogate pair, never cut in half', 'a😀', 'a😁', 'a[😀]', 'a[😁]'],
])('marks %s', (_name, a, b, left, right) => {
  expect(marked(a, b)).toEqual([left, right]);
});

test('keeps every character of both texts', () => {
  const { a, b } = diffText('order-1013-b7c1', '1013-B7C1');
  expect(a.map(({ text }) => text).join('')).toBe('order-1013-b7c1');
  expect(b.map(({ text }) => text).join('')).toBe('1013-B7C1');
});

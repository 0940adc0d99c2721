import { expect, test } from 'vitest';
import { toMarkdown } from '../../components/detail/conversion-markdown.ts';
import { conversion, doubleCount, idComparison, serverEvent } from './builders.ts';

test('foreign text cannot become Markdown of its own', () => {
  const text = toMarkdown(doubleCount({ eventName: '[x](http://evil.test)\n# head', server: [serverEvent({ sender: '<img src=x>' })] }), []);
  expect(text).toContain('## Meta \\[x\\](http://evil.test) # head: Double counts');
  expect(text).toContain('\\<img src=x\\>');
});

test('an ID with a back-tick or a pipe stays one cell', () => {
  const text = toMarkdown(conversion({ verdict: { keys: [idComparison('a`b', 'c|d')] } }), []);
  expect(text).toContain('| Event ID | ``a`b`` | `c\\|d` | different |');
});

test('the chain is a list that marks where the ID changed', () => {
  const blank = { id: null, place: null, source: null, breaks: false, delivery: null, answer: null };
  const text = toMarkdown(conversion(), [{ ...blank, station: 'sdk-call', state: 'changed', id: 'order-1', place: 'fbq', source: 'thank-you.js:42', breaks: true }]);
  expect(text).toContain('- SDK call: `order-1`, changed, fbq, thank-you.js:42 **(Where the ID changed)**');
});

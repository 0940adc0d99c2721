import { expect, it } from 'vitest';
import { firstPartyPatterns } from '../../../lib/extension/web-request.ts';

it('first-party hosts become match patterns, each once; what is no host name is left out', () => {
  const rules = ['metrics.shop.test', ' Metrics.Shop.test', '', 'https://x.test/a', '*'].map((host) => ({ host }));
  expect(firstPartyPatterns(rules)).toEqual(['*://metrics.shop.test/*']);
});

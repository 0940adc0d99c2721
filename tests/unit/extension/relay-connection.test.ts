import { describe, expect, it } from 'vitest';
import { connectionFor, hostFits } from '../../../lib/extension/relay-connection.ts';

const relay = (hostPattern: string) => ({ id: hostPattern, hostPattern, endpoint: 'https://relay.test', token: '' });

describe('which relay answers for a page', () => {
  it.each([
    ['shop.test', 'shop.test', true],
    ['shop.test', 'shop.test:8443', true],
    ['shop.test:8443', 'shop.test:9000', false],
    ['shop.test', 'www.shop.test', false],
    ['*.shop.test', 'www.shop.test', true],
    ['*.shop.test', 'shop.test', true],
    ['*.shop.test', 'notshop.test', false],
    [' Shop.TEST ', 'shop.test', true],
    ['*', 'anything.test', true],
  ])('%s for %s: %s', (pattern, host, fits) => {
    expect(hostFits(pattern, host)).toBe(fits);
  });

  it('the most precise pattern wins, whatever the order', () => {
    const relays = [relay('*'), relay('*.shop.test'), relay('www.shop.test'), relay('*.eu.shop.test')];
    expect(connectionFor(relays, 'https://www.shop.test/thanks')?.id).toBe('www.shop.test');
    expect(connectionFor(relays, 'https://a.eu.shop.test/')?.id).toBe('*.eu.shop.test');
    expect(connectionFor(relays, 'https://other.test/')?.id).toBe('*');
  });

  it('none for a page that is not known', () => {
    expect(connectionFor([relay('*')], null)).toBeNull();
  });
});

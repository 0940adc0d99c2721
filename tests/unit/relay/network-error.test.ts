import { describe, expect, it } from 'vitest';
import { readNetworkError } from '../../../lib/relay/network-error.ts';

const read = (name: string) => readNetworkError(name, 'relay.test:8787');

describe('the name that a browser gives a request without an answer', () => {
  it.each([
    ['net::ERR_NAME_NOT_RESOLVED', 'not-resolved', /leads to no address.*spelling/],
    ['NS_ERROR_UNKNOWN_HOST', 'not-resolved', /leads to no address/],
    ['net::ERR_INTERNET_DISCONNECTED', 'not-resolved', /offline/],
    ['NS_ERROR_OFFLINE', 'not-resolved', /offline/],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'tls-failed', /not signed by an authority/],
    ['MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT', 'tls-failed', /not signed by an authority/],
    ['SEC_ERROR_UNKNOWN_ISSUER', 'tls-failed', /not signed by an authority/],
    ['net::ERR_CERT_COMMON_NAME_INVALID', 'tls-failed', /made for another name/],
    ['SSL_ERROR_BAD_CERT_DOMAIN', 'tls-failed', /made for another name/],
    ['net::ERR_CERT_DATE_INVALID', 'tls-failed', /expired/],
    ['SEC_ERROR_EXPIRED_CERTIFICATE', 'tls-failed', /expired/],
    ['net::ERR_CERT_REVOKED', 'tls-failed', /refused by the browser/],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'tls-failed', /does not speak HTTPS at this port/],
    ['SSL_ERROR_RX_RECORD_TOO_LONG', 'tls-failed', /does not speak HTTPS at this port/],
    ['net::ERR_CONNECTION_REFUSED', 'not-connected', /refuses the connection/],
    ['NS_ERROR_CONNECTION_REFUSED', 'not-connected', /refuses the connection/],
    ['net::ERR_CONNECTION_RESET', 'not-connected', /does not take the connection/],
    ['NS_ERROR_NET_TIMEOUT', 'not-connected', /does not take the connection/],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'not-connected', /proxy/],
    ['NS_ERROR_PROXY_CONNECTION_REFUSED', 'not-connected', /proxy/],
    ['net::ERR_BLOCKED_BY_CLIENT', 'not-connected', /Another extension/],
  ])('%s is %s', (name, code, message) => {
    expect(read(name)).toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect(read(name)?.message).toContain('relay.test:8787');
  });

  it('is a sentence where Firefox tells of TLS: it is passed on', () => {
    expect(read('Peer’s Certificate issuer is not recognized.')).toMatchObject({ code: 'tls-failed', message: expect.stringContaining('issuer is not recognized') as string });
  });

  it.each(['net::ERR_FAILED', 'NS_BINDING_ABORTED', 'NS_ERROR_FAILURE'])('%s says nothing', (name) => {
    expect(read(name)).toBeNull();
  });
});

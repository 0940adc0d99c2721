import { RelayError } from './relay-error.ts';

/** A request that got no answer, with the browser's own name for the cause: `net::ERR_NAME_NOT_RESOLVED`, `NS_ERROR_UNKNOWN_HOST`, … */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

/** How the causes are told apart, the first that fits; Chromium's names (net_error_list.h) beside Firefox's (nsresult, NSS). */
const CAUSES: readonly [RegExp, (host: string) => RelayError][] = [
  [/ERR_INTERNET_DISCONNECTED|NS_ERROR_OFFLINE/, (host) => new RelayError('not-resolved', `This computer is offline, so ${host} cannot be found: connect it to the network.`)],
  [/ERR_NAME_|ERR_DNS_|ERR_ICANN_|NS_ERROR_UNKNOWN_HOST/, (host) => new RelayError('not-resolved', `The name ${host} leads to no address: check its spelling, and whether it needs a VPN or an entry in this computer's hosts file.`)],
  [/_CERT_AUTHORITY_|UNKNOWN_ISSUER|UNTRUSTED_ISSUER|SELF_SIGNED/, (host) => tls(host, 'is not signed by an authority that this browser trusts: install that authority in the browser, or give the relay a public certificate')],
  [/_CERT_COMMON_NAME_|BAD_CERT_DOMAIN/, (host) => tls(host, 'is made for another name: enter the name that stands in it, or give the relay one for this name')],
  [/_CERT_DATE_|EXPIRED|NOT_YET_VALID/, (host) => tls(host, "has expired or is not valid yet: renew it, and check this computer's clock")],
  [/_CERT_|_CERTIFICATE/, (host) => tls(host, 'is refused by the browser: open the address in a tab to see why')],
  [/ERR_SSL_|SSL_ERROR|ERR_ECH_/, (host) => new RelayError('tls-failed', `${host} does not speak HTTPS at this port: check the port, or enter http:// for a relay on this computer.`)],
  [/ERR_PROXY_|ERR_TUNNEL_|PROXY/, (host) => new RelayError('not-connected', `The proxy does not lead to ${host}: check the browser's proxy settings.`)],
  [/ERR_BLOCKED_BY_/, (host) => new RelayError('not-connected', `Another extension or the administrator blocks requests to ${host}: allow them.`)],
  [/_CONNECTION_REFUSED/, (host) => new RelayError('not-connected', `${host} refuses the connection: start the relay there, and check the port.`)],
  [/ERR_CONNECTION_|ERR_ADDRESS_|ERR_EMPTY_RESPONSE|NS_ERROR_NET_|NS_ERROR_CONNECTION/, (host) => new RelayError('not-connected', `${host} does not take the connection: check the port, the firewall and that the relay runs.`)],
];

/** Firefox tells every fault of TLS by a sentence in the user's language; its other errors have names. */
const NAMED = /^(net::|NS_)/;

/** The cause in one sentence with what to do; null where the name says nothing that is known here. */
export function readNetworkError(name: string, host: string): RelayError | null {
  const [, toError] = CAUSES.find(([pattern]) => pattern.test(name)) ?? [];
  if (toError !== undefined) return toError(host);
  if (NAMED.test(name)) return null;
  return new RelayError('tls-failed', `${host} allows no secure connection ("${name.slice(0, 120)}"): open the address in a tab to see more, and check whether the port speaks HTTPS at all.`);
}

function tls(host: string, fault: string): RelayError {
  return new RelayError('tls-failed', `The certificate of ${host} ${fault}.`);
}

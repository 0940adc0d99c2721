import { RelayError } from './relay-error.ts';

/** The base URL of a relay, ending in `/`. @throws RelayError `bad-endpoint` */
export function readEndpoint(endpoint: string): URL {
  const url = URL.parse(endpoint.trim());
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new RelayError('bad-endpoint', `"${shorten(endpoint)}" is not a web address: enter one such as https://relay.shop.test.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new RelayError('bad-endpoint', `The address of ${url.host} carries a user name or password: put the token in its own field.`);
  }
  if (url.search !== '' || url.hash !== '') {
    throw new RelayError('bad-endpoint', `The address of ${url.host} carries a query or fragment: enter it without what follows "?" or "#".`);
  }
  url.pathname = `${url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '')}/`;
  return url;
}

/** What a user typed may hold a secret: only its beginning is repeated. */
function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

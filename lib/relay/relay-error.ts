/** Why a relay could not be asked. */
export type RelayErrorCode =
  | 'bad-endpoint'
  /** No connection, and the browser did not say why. */
  | 'unreachable'
  /** The name leads to no address. */
  | 'not-resolved'
  | 'not-connected'
  /** The certificate, or no TLS at all. */
  | 'tls-failed'
  | 'timeout'
  /** The caller's own signal ended the request. */
  | 'aborted'
  | 'wrong-token'
  | 'forbidden'
  /** It answered, but not as a relay does: HTML, other JSON, 404 on /v1, a redirect. */
  | 'not-a-relay'
  | 'contract-mismatch'
  | 'too-many'
  | 'server-error';

/** The one error of the relay client. `message` is one sentence: what is wrong, at which host, what to do. */
export class RelayError extends Error {
  override readonly name = 'RelayError';
  readonly code: RelayErrorCode;

  constructor(code: RelayErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export type SessionFileErrorCode = 'not-json' | 'not-a-session' | 'unknown-version' | 'invalid-field';

/** A session file that cannot be read. The message says what is wrong, where, and what to do. */
export class SessionFileError extends Error {
  override readonly name = 'SessionFileError';
  readonly code: SessionFileErrorCode;
  /** Place in the file, `captures[2].startedAt`; null where the file as a whole is wrong. */
  readonly path: string | null;

  constructor(code: SessionFileErrorCode, message: string, path: string | null = null) {
    super(message);
    this.code = code;
    this.path = path;
  }
}

/** What ends a command with exit code 2: wrong usage or a file that cannot be read. The message is all a user sees. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: 'usage' | 'unreadable';

  constructor(code: CliError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, a file is needed',
  EACCES: 'no permission',
};

/** A failed file access in one sentence. */
export function fileError(file: string, error: unknown): CliError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new CliError('unreadable', `${file}: ${REASONS[code] ?? (error instanceof Error ? error.message : String(error))}.`);
}

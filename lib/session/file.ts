import type { LoggedEntry } from '../model/log.ts';
import type { MatchSettings } from '../model/settings.ts';
import { entriesOf } from './file-entries.ts';
import { parseSessionFile } from './file-parse.ts';

export { SessionFileError } from './file-error.ts';
export { toSessionFile } from './file-write.ts';

/** What a session file says: replaying `entries` and projecting at `now` gives its verdicts. */
export interface SessionInput {
  /** Unix ms at which the file was saved: verdicts are judged as of then. */
  now: number;
  settings: MatchSettings;
  entries: LoggedEntry[];
}

/** Reads a session file (docs/session-format.md, version 1). Rejects with SessionFileError. */
export async function readSessionFile(text: string): Promise<SessionInput> {
  const file = parseSessionFile(text);
  const { conversionActions, firstParty } = file.settings;
  const entries = await entriesOf(file, file.now);
  return { now: file.now, settings: { conversionActions, firstParty }, entries: entries.map((entry, seq) => ({ seq, entry })) };
}

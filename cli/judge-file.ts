import { readFile } from 'node:fs/promises';
import type { Projection } from '../lib/model/projection.ts';
import { readSessionFile, SessionFileError } from '../lib/session/file.ts';
import { createProjector } from '../lib/session/projector.ts';
import { CliError, fileError } from './cli-error.ts';

/** Verdicts of a session file, as of the time it was saved. `now`: Unix ms. */
export async function judgeFile(file: string): Promise<{ projection: Projection; now: number }> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw fileError(file, error);
  });
  const { now, settings, entries } = await readSessionFile(text).catch((error: unknown) => {
    throw error instanceof SessionFileError ? new CliError('unreadable', `${file}: ${error.message}`) : error;
  });
  const projector = createProjector(settings);
  projector.apply(entries);
  const projection = projector.project();
  for (const fault of projection.health.faults) console.error(`${file}: note: ${fault.message}`);
  return { projection, now };
}

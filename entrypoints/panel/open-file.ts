import type { Capture } from '../../lib/model/capture.ts';
import type { LoggedEntry } from '../../lib/model/log.ts';
import type { Projection } from '../../lib/model/projection.ts';
import type { MatchSettings } from '../../lib/model/settings.ts';
import { listParams } from '../../lib/platforms/list-params.ts';
import { readSessionFile } from '../../lib/session/file.ts';
import { createProjector } from '../../lib/session/projector.ts';
import type { ShownSession } from './open-session.ts';

/** A session file as the panel shows it, judged as of the time it was saved. Rejects with SessionFileError where it cannot be read. */
export async function openSessionFile(file: File): Promise<ShownSession> {
  const { settings, entries } = await readSessionFile(await file.text());
  return fixedSession(entries, settings);
}

function fixedSession(entries: readonly LoggedEntry[], settings: MatchSettings): ShownSession {
  const projector = createProjector(settings);
  projector.apply(entries);
  const projection: Projection = projector.project();
  const captureOf = (captureId: string): Capture | null => projector.captureOf(captureId);
  return {
    captureOf,
    paramsOf: (captureId) => {
      const capture = captureOf(captureId);
      return capture === null ? [] : listParams(capture, settings.firstParty);
    },
    projection: () => projection,
    entries: () => entries,
    settings: () => settings,
  };
}

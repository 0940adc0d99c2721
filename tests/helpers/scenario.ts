import { readFileSync } from 'node:fs';
import type { Projection } from '../../lib/model/projection.ts';
import { toReport, type Report } from '../../lib/report/report.ts';
import { readSessionFile } from '../../lib/session/file.ts';
import { createProjector } from '../../lib/session/projector.ts';

/** Text of a golden session file, by name. */
export function scenarioText(name: string): string {
  return readFileSync(`${import.meta.dirname}/../golden/${name}.json`, 'utf8');
}

/** Verdicts of a session file's text. */
export async function projectSession(text: string): Promise<Projection> {
  const { settings, entries } = await readSessionFile(text);
  const projector = createProjector(settings);
  projector.apply(entries);
  return projector.project();
}

/** Report on a golden scenario; `change` rewrites its text first. */
export async function reportOn(name: string, change: (text: string) => string = (text) => text): Promise<Report> {
  return toReport(await projectSession(change(scenarioText(name))), { now: Date.parse('2026-11-21T14:05:00.000Z') });
}

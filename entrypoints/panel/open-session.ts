import { followLog, onBroadcast } from '../../lib/extension/follow-log.ts';
import { sendRequest } from '../../lib/extension/send.ts';
import type { Capture } from '../../lib/model/capture.ts';
import type { Param } from '../../lib/model/event.ts';
import type { LoggedEntry } from '../../lib/model/log.ts';
import type { Projection } from '../../lib/model/projection.ts';
import { DEFAULT_SETTINGS } from '../../lib/model/settings.ts';
import type { MatchSettings, Settings } from '../../lib/model/settings.ts';
import { listParams } from '../../lib/platforms/list-params.ts';
import { createProjector } from '../../lib/session/projector.ts';

/** Longest time a new entry waits for the screen. */
const REDRAW_MS = 100;
/** The follower tries again every second: this long without a failure means that the background answers again. */
const RECOVERED_MS = 2_500;

/** Who shows the session. */
export interface SessionViewer {
  show: (projection: Projection) => void;
  /** Why the background cannot be reached; null = it answers again. */
  showFailure: (message: string | null) => void;
}

/** A session that views can be shown of: live, or out of a file. */
export interface ShownSession {
  captureOf: (captureId: string) => Capture | null;
  paramsOf: (captureId: string) => readonly Param[];
  projection: () => Projection;
  entries: () => readonly LoggedEntry[];
  settings: () => MatchSettings;
}

/** The session log as an extension page follows it. */
export interface OpenSession extends ShownSession {
  settings: () => Settings;
  /** Reads the log again from the start, now. */
  reconnect: () => void;
}

export function openSession(viewer: SessionViewer): OpenSession {
  let settings = DEFAULT_SETTINGS;
  let entries: LoggedEntry[] = [];
  const projector = createProjector(settings);
  const redraw = afterPause(REDRAW_MS, () => viewer.show(projector.project()));
  const recover = restartable(RECOVERED_MS, () => viewer.showFailure(null));

  function reset(): void {
    entries = [];
    projector.reset();
    redraw();
  }
  function apply(added: readonly LoggedEntry[]): void {
    entries.push(...added);
    projector.apply(added);
    redraw();
  }
  function failed(error: unknown): void {
    viewer.showFailure(error instanceof Error ? error.message : String(error));
    recover();
  }
  async function readSettings(): Promise<void> {
    settings = await sendRequest('settings.read', {});
    projector.configure(settings);
    redraw();
  }

  onBroadcast(({ broadcast }) => {
    if (broadcast === 'settings.changed') readSettings().catch(failed);
  });
  const follow = () => followLog({ apply, reset, failed });
  let stop = follow();
  readSettings().catch(failed);
  return {
    captureOf: (captureId) => projector.captureOf(captureId),
    paramsOf: (captureId) => {
      const capture = projector.captureOf(captureId);
      return capture === null ? [] : listParams(capture, settings.firstParty);
    },
    projection: () => projector.project(),
    entries: () => entries,
    settings: () => settings,
    reconnect: () => {
      stop();
      reset();
      stop = follow();
      readSettings().catch(failed);
    },
  };
}

/** Runs once per pause, however often it is asked to. */
function afterPause(pauseMs: number, run: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      run();
    }, pauseMs);
  };
}

/** Runs once the last call is `ms` ago. */
function restartable(ms: number, run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
}

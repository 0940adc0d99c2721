import type { HookFrame } from '../model/capture-status.ts';
import type { PageHookReport } from '../model/page-record.ts';
import type { SessionStorage } from './recorder.ts';
import { NOT_IN_BROWSER } from './page-hook/channel.ts';

/** A frame as `webNavigation.getAllFrames` lists it. */
export interface ListedFrame {
  frameId: number;
  url: string;
  /** Chromium. */
  documentId?: string | undefined;
}

/** A document that a report came from. */
export interface ReportingFrame {
  tabId: number;
  frameId: number;
  documentId: string | null;
  url: string;
}

/** What is kept of one document; lives as long as the browser runs. */
interface Kept {
  /** null = its hook has not reported. */
  state: HookFrame['state'] | null;
  reasons: string[];
  dropped: number;
}

const KEPT = 500;
const ABSENT = 'The page was open before the hook was ready, or the browser lets no extension in. Reload the page.';

/** How the hook of every document stands. */
export class HookStates {
  readonly #storage: SessionStorage;
  readonly #changed: () => void;
  readonly #kept: Promise<Map<string, Kept>>;

  /** `changed`: called after every report. */
  constructor(storage: SessionStorage, changed: () => void) {
    this.#storage = storage;
    this.#changed = changed;
    this.#kept = storage.get(['hooks']).then(
      ({ hooks }) => new Map(Array.isArray(hooks) ? (hooks as [string, Kept][]) : []),
      () => new Map<string, Kept>(),
    );
  }

  async report(frame: ReportingFrame, { parts }: PageHookReport): Promise<void> {
    const off = parts.filter(({ on, reason }) => !on && reason !== NOT_IN_BROWSER);
    const state = off.length === 0 ? 'on' : parts.some(({ on }) => on) ? 'partly' : 'off';
    await this.#change(frame, (kept) => ({ ...kept, state, reasons: off.map(({ part, reason }) => `${part}: ${reason ?? 'off'}`) }));
  }

  async drop(frame: ReportingFrame, dropped: number): Promise<void> {
    await this.#change(frame, (kept) => ({ ...kept, dropped: Math.max(kept.dropped, dropped) }));
  }

  /** The frames that a tab shows now; pages of the browser itself have no hook and are left out. */
  async statusOf(tabId: number, listed: readonly ListedFrame[]): Promise<{ frames: HookFrame[]; dropped: number }> {
    const kept = await this.#kept;
    const known = listed.map((frame) => ({ frame, kept: kept.get(keyOf({ tabId, ...frame })) }));
    const frames = known.filter(({ frame, kept: own }) => /^https?:/.test(frame.url) || own !== undefined);
    return {
      frames: frames.map(({ frame: { url }, kept: own }) => (own?.state ? { url, state: own.state, reasons: own.reasons } : { url, state: 'absent', reasons: [ABSENT] })),
      dropped: known.reduce((sum, { kept: own }) => sum + (own?.dropped ?? 0), 0),
    };
  }

  async #change(frame: ReportingFrame, change: (kept: Kept) => Kept): Promise<void> {
    const kept = await this.#kept;
    const key = keyOf(frame);
    const changed = change(kept.get(key) ?? { state: null, reasons: [], dropped: 0 });
    kept.delete(key);
    kept.set(key, changed);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    await this.#storage.set({ hooks: [...kept] });
    this.#changed();
  }
}

function keyOf({ tabId, frameId, documentId, url }: { tabId: number; frameId: number; documentId?: string | null | undefined; url: string }): string {
  return documentId ?? `${tabId} ${frameId} ${url.replace(/#.*$/s, '')}`;
}

import type { LoggedEntry } from '../model/log.ts';
import type { Projector } from '../session/projector.ts';
import { badgeOf, conversionsByTab, isOfSession, type Badge } from './badge.ts';

/** What the painter needs of the outside. */
export interface BadgeEdge {
  projector: Pick<Projector, 'apply' | 'project' | 'reset'>;
  /** ID of this run of the browser; known before anything is applied. */
  session(): string;
  paint(tabId: number, badge: Badge): Promise<void>;
}

const DEBOUNCE_MS = 250;

/** Keeps the toolbar badge of every tab in step with the log. */
export class BadgePainter {
  readonly #edge: BadgeEdge;
  /** What stands on each tab's badge. */
  #painted = new Map<number, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** True while the rest of the log follows: a part of it would show other verdicts. */
  #isBehind = false;

  constructor(edge: BadgeEdge) {
    this.#edge = edge;
  }

  /** Tabs live as long as the browser runs: captures of an earlier session are not even decoded. */
  apply(entries: readonly LoggedEntry[], more: boolean): void {
    const ofSession = entries.filter(({ entry }) => entry.kind !== 'capture' || isOfSession(entry.capture.id, this.#edge.session()));
    this.#edge.projector.apply(ofSession);
    this.#isBehind = more;
    if (!more) this.repaintSoon();
  }

  /** The log is empty, or another one. */
  reset(): void {
    this.#edge.projector.reset();
    this.#isBehind = false;
    this.repaintSoon();
  }

  /** The same log is about to be read from its start: what is painted stands until that is done. */
  startOver(): void {
    this.#edge.projector.reset();
    this.#isBehind = true;
  }

  /** The browser takes a tab's badge away when the tab navigates. */
  navigated(tabId: number): void {
    if (this.#painted.delete(tabId)) this.repaintSoon();
  }

  repaintSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.repaint(), DEBOUNCE_MS);
  }

  async repaint(): Promise<void> {
    if (this.#isBehind) return;
    const byTab = conversionsByTab(this.#edge.projector.project().conversions, this.#edge.session());
    const tabIds = new Set([...byTab.keys(), ...this.#painted.keys()]);
    await Promise.all([...tabIds].map((tabId) => this.#paint(tabId, badgeOf(byTab.get(tabId) ?? []))));
  }

  async #paint(tabId: number, badge: Badge): Promise<void> {
    if ((this.#painted.get(tabId) ?? '') === badge.text) return;
    if (badge.text === '') this.#painted.delete(tabId);
    else this.#painted.set(tabId, badge.text);
    // A tab that is closed has no badge any more.
    await this.#edge.paint(tabId, badge).catch(() => this.#painted.delete(tabId));
  }
}

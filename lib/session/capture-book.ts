import { SortedList } from '../dedup/sorted-list.ts';
import type { Capture } from '../model/capture.ts';
import type { BrowserEvent } from '../model/event.ts';
import type { PlatformId } from '../model/platform-id.ts';
import type { CaptureHealth } from '../model/projection.ts';
import type { HostSuggestion } from '../model/suggestion.ts';
import type { FirstPartyRule } from '../model/settings.ts';
import { decodeCapture, type DecodedCapture } from '../platforms/decode.ts';
import { isJudged } from './platform-feed.ts';
import { suggestHosts, type Resembling } from './suggestions.ts';
import { countUnreadable } from './unreadable.ts';

interface Taken {
  capture: Capture;
  decoded: DecodedCapture;
}

/** How many captures there are, and of how many the health strip has something to say. */
export type CaptureCounts = Pick<CaptureHealth, 'captures' | 'blocked' | 'unreadableBodies' | 'unreadableReasons'>;

/** The session's captures, decoded once each, with all that is shown of them apart from conversions. */
export class CaptureBook {
  readonly #firstParty: readonly FirstPartyRule[];
  readonly #taken = new Map<string, Taken>();
  readonly #resembling = new Map<string, Resembling>();
  #suggestions: readonly HostSuggestion[] | null = null;
  readonly #unreadable = new Map<string, Capture>();
  #unreadableReasons: CaptureCounts['unreadableReasons'] | null = null;
  #blocked = 0;
  /** Events that are shown apart, in time order. */
  readonly apart = new SortedList<BrowserEvent>((a, b) => a.at - b.at || (a.id < b.id ? -1 : Number(a.id > b.id)));

  constructor(firstParty: readonly FirstPartyRule[]) {
    this.#firstParty = firstParty;
  }

  /** Takes a capture in, or what has become of it; gives its events as they were and as they are. */
  take(capture: Capture): { before: readonly BrowserEvent[]; after: readonly BrowserEvent[] } {
    const before = this.#taken.get(capture.id);
    if (before) this.#count(before, -1);
    const now = { capture, decoded: decodeCapture(capture, this.#firstParty) };
    this.#taken.set(capture.id, now);
    this.#count(now, 1);
    this.#noteResemblance(now);
    return { before: before?.decoded.events ?? [], after: now.decoded.events };
  }

  eventsOn(platform: PlatformId): BrowserEvent[] {
    return [...this.#taken.values()].flatMap(({ decoded }) => decoded.events.filter((event) => event.platform === platform));
  }

  eventsOf(captureId: string): readonly BrowserEvent[] {
    return this.#taken.get(captureId)?.decoded.events ?? [];
  }

  get suggestions(): readonly HostSuggestion[] {
    this.#suggestions ??= suggestHosts([...this.#resembling.values()], this.#firstParty);
    return this.#suggestions;
  }

  get counts(): CaptureCounts {
    this.#unreadableReasons ??= countUnreadable(this.#unreadable.values());
    return { captures: this.#taken.size, blocked: this.#blocked, unreadableBodies: this.#unreadable.size, unreadableReasons: this.#unreadableReasons };
  }

  #count({ capture, decoded }: Taken, change: 1 | -1): void {
    if (capture.delivery.state === 'blocked') this.#blocked += change;
    if (capture.body.kind === 'unreadable' || capture.body.kind === 'pending') {
      this.#unreadableReasons = null;
      if (change > 0) this.#unreadable.set(capture.id, capture);
      else this.#unreadable.delete(capture.id);
    }
    for (const event of decoded.events) {
      if (isJudged(event) || event.role === 'internal') continue;
      if (change > 0) this.apart.add(event);
      else this.apart.remove(event);
    }
  }

  #noteResemblance({ capture, decoded: { resembles } }: Taken): void {
    if (!resembles && !this.#resembling.has(capture.id)) return;
    this.#suggestions = null;
    if (resembles) this.#resembling.set(capture.id, { capture, resembles });
    else this.#resembling.delete(capture.id);
  }
}

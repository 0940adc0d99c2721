import type { Delta } from '../dedup/delta.ts';
import { SortedList } from '../dedup/sorted-list.ts';
import { Tally } from '../dedup/totals.ts';
import type { Row } from '../dedup/verdict-stage.ts';
import type { SdkCall, ServerEvent } from '../model/event.ts';
import type { PlatformId } from '../model/platform-id.ts';
import type { Projection } from '../model/projection.ts';
import type { RelayEvidence } from '../model/relay.ts';
import type { MatchSettings } from '../model/settings.ts';
import { platformById } from '../platforms/registry.ts';
import { CallIndex } from './call-index.ts';
import { CaptureBook } from './capture-book.ts';
import { OwnRows } from './own-rows.ts';
import { PlatformFeed } from './platform-feed.ts';
import { newestFirst } from './row-order.ts';
import type { SessionState } from './state.ts';
import { VisitBook } from './visits.ts';

/** What a session shows under given settings, kept up to date while its state grows: only what changed is judged and placed again. */
export class LiveProjection {
  readonly #state: SessionState;
  readonly #settings: MatchSettings;
  readonly #captures: CaptureBook;
  readonly #calls = new CallIndex();
  readonly #feeds = new Map<PlatformId, PlatformFeed | null>();
  /** Feeds that have something new. */
  readonly #fed = new Set<PlatformFeed>();
  /** Captures that a frame within the page sent. */
  readonly #framed = new Set<string>();
  readonly #own: OwnRows;
  readonly #rows = new SortedList<Row>(newestFirst);
  readonly #visits: VisitBook;
  readonly #tally = new Tally();
  #relay: RelayEvidence;

  /** `state` is empty, or what a log has amounted to so far; it is read again as it grows. */
  constructor(settings: MatchSettings, state: SessionState, relay: RelayEvidence) {
    this.#settings = settings;
    this.#state = state;
    this.#relay = relay;
    this.#captures = new CaptureBook(settings.firstParty);
    this.#own = new OwnRows((id) => state.lookedUp.has(id));
    this.#visits = new VisitBook((captureId) => this.#framed.size > 0 && this.#framed.has(captureId));
    for (const call of state.calls) this.#calls.add(call);
    for (const captureId of state.captures.keys()) this.takeCapture(captureId);
    for (const event of state.serverEvents.values()) this.takeServerEvent(null, event);
  }

  /** A capture is new, or something of it is. */
  takeCapture(captureId: string): void {
    const capture = this.#state.captures.get(captureId);
    if (!capture) return;
    if (capture.frame === 'sub') this.#framed.add(captureId);
    else this.#framed.delete(captureId);
    const { before, after } = this.#captures.take(capture);
    for (const event of before) this.#feed(event.platform)?.removeBrowser(event);
    for (const event of after) this.#feed(event.platform)?.addBrowser(event);
  }

  /** `before`: the event that had the same ID until now; null where there was none. */
  takeServerEvent(before: ServerEvent | null, event: ServerEvent): void {
    if (before) this.#feed(before.platform)?.removeServer(before);
    this.#feed(event.platform)?.addServer(event);
  }

  takeCall(call: SdkCall): void {
    this.#calls.add(call);
    const called = call.platform === null ? [...this.#feeds.keys()] : [call.platform].filter((id) => this.#feeds.has(id));
    for (const id of called) this.#feed(id)?.addCall(call);
  }

  /** The relay says something new of these captures, and otherwise vouches for more or less of these platforms. */
  takeRelay(relay: RelayEvidence, captureIds: readonly string[], platforms: Iterable<PlatformId>): void {
    this.#relay = relay;
    for (const captureId of captureIds) for (const event of this.#captures.eventsOf(captureId)) this.#feed(event.platform)?.refreshBrowser(event);
    for (const id of platforms) if (this.#feeds.has(id)) this.#feed(id)?.trust(relay);
  }

  /** The state tells anew when the browser was recorded. */
  takeRecording(): void {
    for (const id of this.#feeds.keys()) this.#feed(id)?.watch(this.#state.recorded);
  }

  project(): Projection {
    for (const feed of this.#fed) for (const rows of feed.take()) this.#place(this.#own.update(rows, () => this.#rows.items()));
    this.#fed.clear();
    this.#visits.show();
    const visits = this.#visits.visits.snapshot(({ visit }) => visit);
    const conversions = this.#rows.snapshot(({ conversion }) => conversion);
    const apart = this.#captures.apart.snapshot((event) => event);
    const { health: relay, recordingSince, attempts, faults } = this.#state;
    return {
      get visits() {
        return visits();
      },
      get conversions() {
        return conversions();
      },
      get apart() {
        return apart();
      },
      suggestions: this.#captures.suggestions,
      totals: this.#tally.totals(),
      health: { recordingSince, relay, ...this.#captures.counts, attempts, faults },
    };
  }

  #place(rows: Delta<Row>): void {
    this.#rows.update(rows);
    this.#visits.update(rows);
    for (const { conversion } of rows.removed) this.#tally.remove(conversion);
    for (const { conversion } of rows.added) this.#tally.add(conversion);
  }

  /** The feed of a platform, which has something new now; null for a platform that is not registered. */
  #feed(id: PlatformId): PlatformFeed | null {
    const feed = this.#feeds.get(id) ?? this.#openFeed(id);
    if (feed) this.#fed.add(feed);
    return feed;
  }

  #openFeed(id: PlatformId): PlatformFeed | null {
    const platform = platformById(id);
    const feed = platform ? new PlatformFeed({ platform, settings: this.#settings, relay: this.#relay, recorded: this.#state.recorded, calls: this.#calls, events: () => this.#captures.eventsOn(id) }) : null;
    this.#feeds.set(id, feed);
    for (const call of this.#state.calls) if (call.platform === id) feed?.addCall(call);
    return feed;
  }
}

import type { Delta } from '../dedup/delta.ts';
import { Engine } from '../dedup/engine.ts';
import { attributeOrigin, CALL_WINDOW_MS } from '../dedup/origin.ts';
import { tellsOfPage } from '../dedup/page-book.ts';
import { inParts, type Part } from '../dedup/parts.ts';
import { RemarkStage, type PageDelta } from '../dedup/remark-stage.ts';
import type { Row } from '../dedup/verdict-stage.ts';
import type { BrowserEvent, SdkCall, ServerEvent } from '../model/event.ts';
import type { PlatformId } from '../model/platform-id.ts';
import type { RecordedSpan } from '../model/recording.ts';
import type { RelayEvidence } from '../model/relay.ts';
import type { MatchSettings } from '../model/settings.ts';
import type { Platform } from '../platforms/define.ts';
import type { CallIndex } from './call-index.ts';
import { LiveEvents } from './live-events.ts';

/** What one platform's events are judged by. */
export interface FeedContext {
  platform: Platform;
  settings: MatchSettings;
  relay: RelayEvidence;
  /** As `DedupContext` has it. */
  recorded: readonly RecordedSpan[] | null;
  calls: CallIndex;
  /** The platform's events of any role, as they are now. */
  events: () => BrowserEvent[];
}

/** Collects what the log says of one platform, and turns it into rows when they are asked for. */
export class PlatformFeed {
  readonly #calls: CallIndex;
  readonly #engine: Engine;
  readonly #remarks: RemarkStage;
  readonly #browser = new LiveEvents<BrowserEvent>();
  readonly #server = new LiveEvents<ServerEvent>();
  readonly #platform: PlatformId;
  readonly #events: () => BrowserEvent[];
  /** Events of any role since the last time; null until a page did something that a remark may speak of. */
  #ofPages: LiveEvents<BrowserEvent> | null = null;
  #watchesPages = false;
  #newCalls: SdkCall[] = [];

  constructor({ platform, settings, relay, recorded, calls, events }: FeedContext) {
    this.#calls = calls;
    this.#events = events;
    this.#platform = platform.id;
    this.#engine = new Engine({ platform, settings, relay, recorded }, ({ at }) => calls.near(at));
    this.#remarks = new RemarkStage(platform);
  }

  addBrowser(event: BrowserEvent): void {
    this.#ofPages?.add(event);
    this.#watchesPages ||= tellsOfPage(event);
    if (isJudged(event)) this.#browser.add(event);
  }

  removeBrowser(event: BrowserEvent): void {
    this.#ofPages?.remove(event);
    if (isJudged(event)) this.#browser.remove(event);
  }

  /** The event is the same, but not what is known of it. */
  refreshBrowser(event: BrowserEvent): void {
    if (isJudged(event)) this.#browser.refresh(event);
  }

  addServer(event: ServerEvent): void {
    this.#server.add(event);
  }

  removeServer(event: ServerEvent): void {
    this.#server.remove(event);
  }

  /** A call that the index already holds. */
  addCall(call: SdkCall): void {
    if (call.platform === this.#platform) {
      this.#newCalls.push(call);
      this.#watchesPages = true;
    }
    for (const event of this.#engine.eventsNear(call.at, CALL_WINDOW_MS)) this.#browser.refresh(this.#browser.originalOf(event));
  }

  /** Judges by this evidence from now on; what the relay's silence now tells something else about is judged again. */
  trust(relay: RelayEvidence): void {
    for (const event of this.#engine.trust(relay)) this.#browser.refresh(this.#browser.originalOf(event));
  }

  /** The same with the times in which the browser was recorded. */
  watch(recorded: readonly RecordedSpan[] | null): void {
    for (const event of this.#engine.watch(recorded)) this.#server.refresh(this.#server.originalOf(event));
  }

  /** The rows that are no more and those that are new since the last time, part by part: what came with one may go again with a later one. */
  take(): Generator<Delta<Row>> {
    return this.#remarks.updates(this.#engine.updates(this.#takeParts()), this.#watchesPages ? this.#takePages() : null);
  }

  *#takeParts(): Generator<Part> {
    for (const { browser, server, isLast } of inParts(this.#browser.take(), this.#server.take())) {
      yield {
        browser: { removed: browser.removed, added: browser.added.map((event) => this.#browser.introduce(event, attributeOrigin(event, this.#calls.near(event.at)))) },
        server: { removed: server.removed, added: server.added.map((event) => this.#server.introduce(event, event)) },
        isLast,
      };
    }
  }

  #takePages(): PageDelta {
    const calls = this.#newCalls;
    this.#newCalls = [];
    const events = this.#ofPages?.take() ?? { removed: [], added: this.#events() };
    this.#ofPages ??= new LiveEvents();
    return { events, calls };
  }
}

/** Automatic, remarketing and user-data events are shown apart; SDK telemetry is not shown. */
export function isJudged({ role }: BrowserEvent): boolean {
  return role === 'conversion' || role === 'measurement';
}

import type { LogEntry } from '../model/log.ts';
import type { Settings } from '../model/settings.ts';
import type { SessionLog } from '../session/session-log.ts';
import { closeEarlierSessions, recoverMarks } from './in-flight.ts';
import { emptyPageUrls, pageUrlOf, tabUrlOf, withNavigation, withoutClosedTabs, type Navigation, type PageUrls } from './page-urls.ts';
import { retentionOf } from './retention.ts';
import { readRequestBody, type Inflate } from './request-body.ts';
import { isInScope } from './recording-scope.ts';
import { initiatorOf, type RequestDetails } from './request-details.ts';
import { placeOf } from './request-place.ts';
import { createRequestTracker, HAND_OVER_MS, isHandOver, type PlatformOf, type RequestTracker } from './request-tracker.ts';
import { learnDocuments, type FindFrame } from './unknown-document.ts';
import type { RequestObserver } from './web-request.ts';

/** The part of `browser.storage.session` that the recorder needs: it lives as long as the browser runs. */
export interface SessionStorage {
  get(keys: string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

/** What the recorder needs of the outside. */
export interface RecorderEdge {
  log: Pick<SessionLog, 'append' | 'tail' | 'prune'>;
  storage: SessionStorage;
  /** Resolves once the settings are read; from then on `settings` gives those in force. */
  ready: Promise<unknown>;
  settings(): Settings;
  platformOf: PlatformOf;
  inflate: Inflate;
  findFrame: FindFrame;
  newSessionId(): string;
  /** Unix ms. */
  now(): number;
  wait(ms: number, then: () => void): void;
}

/** What is read once when the background starts. */
interface Started {
  pages: PageUrls;
  tracker: RequestTracker;
}

/** What an event leads to. */
type Work = (state: Started) => void | Promise<void>;

/** Entries in which requests under way are looked for after a restart: far more than are ever open at once. */
const RECOVERED_ENTRIES = 1_000;
/** The log is pruned with every so many captures. */
const PRUNE_EVERY = 200;

/** Writes requests to the session log. Events are handled one by one, in the order in which they came. */
export class Recorder implements RequestObserver {
  readonly #edge: RecorderEdge;
  readonly #started: Promise<Started>;
  #queue: Promise<void> = Promise.resolve();
  /** Events that started the background, until it knows what it left off with; null from then on. */
  #early: { at: number; work: Work }[] | null = [];
  #captures = 0;
  #session = '';

  constructor(edge: RecorderEdge) {
    this.#edge = edge;
    this.#started = this.#start();
    void this.#started.catch(() => undefined).then(() => this.#handleEarly());
  }

  started(details: RequestDetails): void {
    this.#enqueue(details.timeStamp, (state) => this.#begin(state, details));
  }

  sentHeaders(details: RequestDetails): void {
    this.#enqueue(details.timeStamp, ({ tracker }) => this.#write(tracker.sentHeaders(details)));
  }

  answered(details: RequestDetails): void {
    this.#enqueue(details.timeStamp, ({ tracker }) => this.#write(tracker.answered(details)));
  }

  redirected(details: RequestDetails): void {
    this.#enqueue(details.timeStamp, ({ tracker }) => this.#write(tracker.redirected(details)));
    if (isHandOver(details)) this.#edge.wait(HAND_OVER_MS, () => this.closeStale());
  }

  completed(details: RequestDetails): void {
    this.#enqueue(details.timeStamp, ({ tracker }) => this.#write(tracker.completed(details)));
  }

  failed(details: RequestDetails): void {
    this.#enqueue(details.timeStamp, ({ tracker }) => this.#write(tracker.failed(details)));
  }

  /** A page was committed or changed its URL without loading. */
  navigated(navigation: Navigation): void {
    // What a page sends at once has the time of its commit.
    this.#enqueue(Math.floor(navigation.timeStamp) - 1, async (state) => {
      state.pages = withNavigation(state.pages, navigation);
      await this.#edge.storage.set({ pages: state.pages });
    });
  }

  /** Forgets the pages of every tab but these, as far as they were shown before that time, Unix ms. */
  forgetClosedTabs(open: readonly number[], before: number): void {
    this.#enqueue(this.#edge.now(), async (state) => {
      state.pages = withoutClosedTabs(state.pages, open, before);
      await this.#edge.storage.set({ pages: state.pages });
    });
  }

  closeStale(): void {
    this.#enqueue(this.#edge.now(), ({ tracker }) => this.#write(tracker.closeStale(this.#edge.now())));
  }

  /** ID of this run of the browser: capture IDs begin with it. '' until `ready`. */
  get session(): string {
    return this.#session;
  }

  /** Resolves once the recorder knows what it left off with; rejects where the browser's storage fails. */
  async ready(): Promise<void> {
    await this.#started;
  }

  /** URL of the page that a tab shows; null where it was not seen to navigate. */
  async tabUrl(tabId: number): Promise<string | null> {
    return tabUrlOf((await this.#started).pages, tabId);
  }

  /** URL of the top page that a document belongs to; null where it was not seen to navigate. */
  async pageUrlOf(document: { documentId: string | undefined; tabId: number }): Promise<string | null> {
    await this.#started;
    // After the navigations that came before the question.
    return new Promise((resolve) => this.#enqueue(this.#edge.now(), ({ pages }) => resolve(pageUrlOf(pages, document))));
  }

  async #start(): Promise<Started> {
    const { log, storage, ready, platformOf } = this.#edge;
    const [stored, tail] = await Promise.all([storage.get(['session', 'pages']), log.tail(RECOVERED_ENTRIES), ready]);
    const known = typeof stored['session'] === 'string' ? stored['session'] : null;
    const session = known ?? this.#edge.newSessionId();
    if (known === null) {
      await storage.set({ session });
      const at = this.#edge.now();
      this.#write([...closeEarlierSessions(session, tail, at), { kind: 'recording', at, on: this.#edge.settings().recording }]);
    }
    this.#session = session;
    const tracker = createRequestTracker(session, recoverMarks(session, tail, platformOf), platformOf);
    // An update of the extension may find what an older version left.
    return { pages: { ...emptyPageUrls(), ...(stored['pages'] as Partial<PageUrls> | undefined) }, tracker };
  }

  async #begin(state: Started, details: RequestDetails): Promise<void> {
    const { tracker } = state;
    const { recording, sites } = this.#edge.settings();
    state.pages = await learnDocuments(state.pages, details, this.#edge.findFrame);
    const place = placeOf(state.pages, details);
    if (!recording || !isInScope(sites, { pageUrl: place.pageUrl, initiator: initiatorOf(details) })) return;
    const body = await readRequestBody(details.requestBody, this.#edge.inflate);
    const entries = tracker.started(details, body, place);
    this.#write([...tracker.closeStale(this.#edge.now()), ...entries]);
    this.#captures += entries.length;
    if (this.#captures < PRUNE_EVERY) return;
    this.#captures = 0;
    await this.#edge.log.prune(retentionOf(this.#edge.settings()));
  }

  /** Not waited for: entries that come while one write runs go into the next together. */
  #write(entries: readonly LogEntry[]): void {
    if (entries.length > 0) void this.#edge.log.append(entries);
  }

  /** Firefox hands a background that it has just started its events by kind, not by time: a page's requests before the page. */
  #handleEarly(): void {
    const early = (this.#early ?? []).toSorted((a, b) => a.at - b.at);
    this.#early = null;
    for (const { at, work } of early) this.#enqueue(at, work);
  }

  /** `at`: Unix ms of the event. */
  #enqueue(at: number, work: Work): void {
    if (this.#early !== null) return void this.#early.push({ at, work });
    this.#queue = this.#queue
      .then(async () => work(await this.#started))
      .catch((error: unknown) => {
        const message = `The recorder could not handle an event of the browser: ${String(error)}. One request may be missing or incomplete.`;
        this.#write([{ kind: 'fault', at: this.#edge.now(), code: 'recorder-failed', message }]);
      });
  }
}

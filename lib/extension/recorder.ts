import type { LogEntry } from '../model/log.ts';
import type { Settings } from '../model/settings.ts';
import type { SessionLog } from '../session/session-log.ts';
import { closeEarlierSessions, recoverMarks } from './in-flight.ts';
import { emptyPageUrls, pageUrlOf, tabUrlOf, withNavigation, type Navigation, type PageUrls } from './page-urls.ts';
import { readRequestBody, type Inflate } from './request-body.ts';
import type { RequestDetails } from './request-details.ts';
import { createRequestTracker, type PlatformOf, type RequestTracker } from './request-tracker.ts';
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
  newSessionId(): string;
  /** Unix ms. */
  now(): number;
}

/** What is read once when the background starts. */
interface Started {
  pages: PageUrls;
  tracker: RequestTracker;
}

/** Entries in which requests under way are looked for after a restart: far more than are ever open at once. */
const RECOVERED_ENTRIES = 1_000;
/** The log is pruned with every so many captures. */
const PRUNE_EVERY = 200;

/** Writes requests to the session log. Events are handled one by one, in the order in which they came. */
export class Recorder implements RequestObserver {
  readonly #edge: RecorderEdge;
  readonly #started: Promise<Started>;
  #queue: Promise<void> = Promise.resolve();
  #captures = 0;
  #session = '';

  constructor(edge: RecorderEdge) {
    this.#edge = edge;
    this.#started = this.#start();
  }

  started(details: RequestDetails): void {
    this.#enqueue((state) => this.#begin(state, details));
  }

  sentHeaders(details: RequestDetails): void {
    this.#enqueue(({ tracker }) => this.#write(tracker.sentHeaders(details)));
  }

  answered(details: RequestDetails): void {
    this.#enqueue(({ tracker }) => this.#write(tracker.answered(details)));
  }

  redirected(details: RequestDetails): void {
    this.#enqueue(({ tracker }) => this.#write(tracker.redirected(details)));
  }

  completed(details: RequestDetails): void {
    this.#enqueue(({ tracker }) => this.#write(tracker.completed(details)));
  }

  failed(details: RequestDetails): void {
    this.#enqueue(({ tracker }) => this.#write(tracker.failed(details)));
  }

  /** A page was committed or changed its URL without loading. */
  navigated(navigation: Navigation): void {
    this.#enqueue(async (state) => {
      state.pages = withNavigation(state.pages, navigation);
      await this.#edge.storage.set({ pages: state.pages });
    });
  }

  closeStale(): void {
    this.#enqueue(({ tracker }) => this.#write(tracker.closeStale(this.#edge.now())));
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
    return { pages: (stored['pages'] as PageUrls | undefined) ?? emptyPageUrls(), tracker };
  }

  async #begin({ tracker, pages }: Started, details: RequestDetails): Promise<void> {
    if (!this.#edge.settings().recording) return;
    const body = await readRequestBody(details.requestBody, this.#edge.inflate);
    const entries = tracker.started(details, body, pageUrlOf(pages, details));
    this.#write([...tracker.closeStale(this.#edge.now()), ...entries]);
    this.#captures += entries.length;
    if (this.#captures < PRUNE_EVERY) return;
    this.#captures = 0;
    await this.#edge.log.prune(this.#edge.settings().maxCaptures);
  }

  /** Not waited for: entries that come while one write runs go into the next together. */
  #write(entries: readonly LogEntry[]): void {
    if (entries.length > 0) void this.#edge.log.append(entries);
  }

  #enqueue(work: (state: Started) => void | Promise<void>): void {
    this.#queue = this.#queue
      .then(async () => work(await this.#started))
      .catch((error: unknown) => {
        const message = `The recorder could not handle an event of the browser: ${String(error)}. One request may be missing or incomplete.`;
        this.#write([{ kind: 'fault', at: this.#edge.now(), code: 'recorder-failed', message }]);
      });
  }
}

import type { BrowserEvent, SdkCall } from '../model/event.ts';
import type { Platform } from '../platforms/define.ts';
import { addDifference, emptyDelta, isSameList, type Delta } from './delta.ts';
import { isReport, readPages, type PageEvidence, type UnansweredCall } from './page-evidence.ts';

/** What one document did. */
interface Page {
  events: BrowserEvent[];
  calls: SdkCall[];
  evidence: PageEvidence;
}

/** What became known or is so no more. */
export interface PageChange {
  /** Documents whose automatic events changed. */
  documents: Set<string | null>;
  unanswered: Delta<UnansweredCall>;
  reports: Delta<BrowserEvent>;
}

/** True for an event that tells something even where the page called nothing: only with one, or with calls, is there a book to keep. */
export function tellsOfPage(event: BrowserEvent): boolean {
  return event.role === 'automatic' || isReport(event);
}

const NOTHING: PageEvidence = { automatic: new Map(), unanswered: [], reports: [] };

/**
 * What one platform's pages did, kept up to date document by document. A call of no known document may be answered by any
 * event close in time.
 */
export class PageBook {
  readonly #platform: Platform;
  readonly #pages = new Map<string | null, Page>();
  readonly #automatic = new Map<string | null, readonly BrowserEvent[]>();
  readonly #unplaced: SdkCall[] = [];
  #unplacedEvidence = NOTHING;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  get automatic(): PageEvidence['automatic'] {
    return this.#automatic;
  }

  update({ removed, added }: Delta<BrowserEvent>, calls: readonly SdkCall[]): PageChange {
    const touched = new Set<string | null>();
    for (const event of removed) {
      const { events } = this.#pageOf(event.documentId, touched);
      const index = events.indexOf(event);
      if (index >= 0) events.splice(index, 1);
    }
    for (const event of added) this.#pageOf(event.documentId, touched).events.push(event);
    for (const call of calls) {
      if (call.documentId === null) this.#unplaced.push(call);
      else this.#pageOf(call.documentId, touched).calls.push(call);
    }
    const change: PageChange = { documents: new Set(), unanswered: emptyDelta(), reports: emptyDelta() };
    for (const documentId of touched) this.#read(documentId, change);
    if (this.#unplaced.length > 0) this.#readUnplaced(change);
    return change;
  }

  #pageOf(documentId: string | null, touched: Set<string | null>): Page {
    const page = this.#pages.get(documentId) ?? { events: [], calls: [], evidence: NOTHING };
    this.#pages.set(documentId, page);
    touched.add(documentId);
    return page;
  }

  #read(documentId: string | null, change: PageChange): void {
    const page = this.#pages.get(documentId);
    if (!page) return;
    const before = page.evidence;
    const hasAny = page.calls.length > 0 || page.events.some(tellsOfPage);
    page.evidence = hasAny ? keepKnown(before, readPages(this.#platform, page.events, page.calls)) : NOTHING;
    const [was, is] = [before.automatic.get(documentId) ?? [], page.evidence.automatic.get(documentId) ?? []];
    if (is.length > 0) this.#automatic.set(documentId, is);
    else this.#automatic.delete(documentId);
    if (!isSameList(was, is)) change.documents.add(documentId);
    noteChange(before, page.evidence, change);
  }

  #readUnplaced(change: PageChange): void {
    const all = [...this.#pages.values()].flatMap(({ events }) => events);
    const before = this.#unplacedEvidence;
    this.#unplacedEvidence = { ...keepKnown(before, readPages(this.#platform, all, this.#unplaced)), reports: [] };
    noteChange(before, this.#unplacedEvidence, change);
  }
}

/** The evidence, in which an unanswered call of which nothing changed is the known one. */
function keepKnown(before: PageEvidence, after: PageEvidence): PageEvidence {
  const known = new Map(before.unanswered.map((each) => [each.call, each]));
  const unanswered = after.unanswered.map((each) => {
    const same = known.get(each.call);
    return same?.consent === each.consent && same.sdkRan === each.sdkRan ? same : each;
  });
  return { ...after, unanswered };
}

function noteChange(before: PageEvidence, after: PageEvidence, { unanswered, reports }: PageChange): void {
  addDifference(unanswered, new Set(before.unanswered), new Set(after.unanswered));
  addDifference(reports, new Set(before.reports), new Set(after.reports));
}

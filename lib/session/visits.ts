import { emptyDelta, type Delta } from '../dedup/delta.ts';
import { SortedList } from '../dedup/sorted-list.ts';
import type { Row } from '../dedup/verdict-stage.ts';
import type { BrowserEvent } from '../model/event.ts';
import { oldestFirst } from './row-order.ts';
import { VisitOrders } from './visit-orders.ts';
import { newestVisitFirst, VisitRows, type PlacedVisit } from './visit-rows.ts';

/** The rows of one tab and URL: of the page's own documents, and of frames within it. */
interface Page {
  top: SortedList<Row>;
  framed: SortedList<Row>;
  /** Its visits by document. */
  visits: Map<string, VisitRows>;
}

/** A row that a page's own document fired, and its first event. */
interface Load {
  row: Row;
  lead: BrowserEvent;
}

/** What one update has to do. */
interface Work {
  /** Rows that the pages' own documents fired, not yet put there. */
  loads: Map<Page, Load[]>;
  /** New rows of server events alone. */
  silent: Row[];
  /** Rows of frames that are new, or that another load now stands before. */
  homeless: Set<Row>;
  /** Orders whose first visit may be another now. */
  orders: Set<string>;
}

/**
 * Groups rows by the page load that fired them first, while rows come and go. A frame belongs to the load of its page before
 * it; a server event without a browser event stands with the visit that first fired its order.
 */
export class VisitBook {
  /** Newest first. */
  readonly visits = new SortedList<PlacedVisit>(newestVisitFirst);
  readonly #isFramed: (captureId: string) => boolean;
  /** Rows that a frame within the page fired first. */
  readonly #framed = new Set<Row>();
  /** Where rows stand whose visit other rows decide: those of frames, and of server events alone. */
  readonly #movable = new Map<Row, VisitRows>();
  /** By tab and URL. */
  readonly #pages = new Map<number, Map<string, Page>>();
  /** Visits of server events alone, by order. */
  readonly #silentVisits = new Map<string, VisitRows>();
  readonly #orders = new VisitOrders();
  /** Visits to show again. */
  readonly #changed: VisitRows[] = [];

  /** `isFramed`: true for a capture that a frame within the page sent. */
  constructor(isFramed: (captureId: string) => boolean) {
    this.#isFramed = isFramed;
  }

  update({ removed, added }: Delta<Row>): void {
    const work: Work = { loads: new Map(), silent: [], homeless: new Set(), orders: new Set() };
    for (const row of removed) this.#take(row, work);
    for (const row of added) this.#put(row, work);
    for (const [page, loads] of work.loads) this.#putLoads(page, loads, work);
    this.#orders.addSilent(work.silent, () => this.#fired());
    for (const row of work.homeless) this.#move(row, work);
    // Rows of server events follow those that fired.
    for (const row of work.silent) this.#move(row, work);
    for (const orderId of work.orders) for (const row of this.#orders.silentOf(orderId)) this.#move(row, work);
  }

  /** Makes `visits` tell what all updates since the last time came to. */
  show(): void {
    const delta = emptyDelta<PlacedVisit>();
    for (const rows of this.#changed) {
      if (rows.placed) delta.removed.push(rows.placed);
      rows.show();
      if (rows.placed) delta.added.push(rows.placed);
      else rows.forget();
    }
    this.#changed.length = 0;
    this.visits.update(delta);
  }

  #put(row: Row, work: Work): void {
    const lead = leadOf(row);
    if (!lead) {
      work.silent.push(row);
      return;
    }
    this.#orders.addFired(row, work.orders);
    const page = this.#pageOf(lead);
    if (this.#isFramed(lead.captureId)) {
      this.#framed.add(row);
      page.framed.add(row);
      work.homeless.add(row);
    } else {
      const loads = work.loads.get(page);
      if (loads) loads.push({ row, lead });
      else work.loads.set(page, [{ row, lead }]);
    }
  }

  #putLoads(page: Page, loads: readonly Load[], work: Work): void {
    page.top.update({ removed: [], added: loads.map(({ row }) => row) });
    for (const { row, lead } of loads) {
      this.#unsettleFramesAfter(row, row, page, work);
      this.#visitOf(page, lead).add(row);
    }
  }

  *#fired(): Generator<Row> {
    for (const ofTab of this.#pages.values()) {
      for (const { top, framed } of ofTab.values()) {
        yield* top.items();
        yield* framed.items();
      }
    }
  }

  #take(row: Row, work: Work): void {
    const lead = leadOf(row);
    const home = this.#movable.get(row) ?? this.#homeOf(row);
    this.#movable.delete(row);
    this.#orders.remove(row, work.orders);
    if (lead) this.#leavePage(row, lead, work);
    work.homeless.delete(row);
    home.remove(row);
  }

  #leavePage(row: Row, lead: BrowserEvent, work: Work): void {
    const page = this.#pageOf(lead);
    if (this.#framed.delete(row)) page.framed.remove(row);
    else {
      page.top.remove(row);
      this.#unsettleFramesAfter(row, page.top.before(row), page, work);
    }
    if (page.top.length + page.framed.length === 0) this.#pages.get(lead.tabId)?.delete(lead.pageUrl ?? '');
  }

  /** Frames from this row on that now follow `load`. */
  #unsettleFramesAfter(row: Row, load: Row | undefined, { top, framed }: Page, { homeless }: Work): void {
    if (framed.length === 0) return;
    for (const frame of framed.from(row)) {
      if (top.before(frame) !== load) return;
      homeless.add(frame);
    }
  }

  #move(row: Row, work: Work): void {
    const home = this.#homeOf(row);
    const before = this.#movable.get(row);
    if (before === home) return;
    before?.remove(row);
    home.add(row);
    this.#movable.set(row, home);
    const { orderId } = row.conversion;
    if (orderId !== null && this.#orders.firstOf(orderId) === row) work.orders.add(orderId);
  }

  #homeOf(row: Row): VisitRows {
    const lead = leadOf(row);
    if (!lead) return this.#homeOfSilent(row.conversion.orderId);
    const page = this.#pageOf(lead);
    const load = this.#framed.has(row) ? page.top.before(row) : row;
    return this.#visitOf(page, (load && leadOf(load)) ?? lead);
  }

  #homeOfSilent(orderId: string | null): VisitRows {
    const first = this.#orders.firstOf(orderId);
    if (first) return this.#movable.get(first) ?? this.#homeOf(first);
    return this.#silentVisits.get(orderId ?? '') ?? new VisitRows(`server ${orderId ?? ''}`, this.#silentVisits, orderId ?? '', this.#changed);
  }

  /** The visit of a load that this event stands for. */
  #visitOf({ visits }: Page, { tabId, pageUrl, documentId }: BrowserEvent): VisitRows {
    return visits.get(documentId ?? '') ?? new VisitRows(`${tabId} ${pageUrl ?? ''} ${documentId ?? ''}`, visits, documentId ?? '', this.#changed);
  }

  #pageOf({ tabId, pageUrl }: BrowserEvent): Page {
    const known = this.#pages.get(tabId)?.get(pageUrl ?? '');
    if (known) return known;
    const page: Page = { top: new SortedList(oldestFirst), framed: new SortedList(oldestFirst), visits: new Map() };
    this.#pages.set(tabId, (this.#pages.get(tabId) ?? new Map<string, Page>()).set(pageUrl ?? '', page));
    return page;
  }
}

function leadOf({ conversion: { browser } }: Row): BrowserEvent | undefined {
  return browser[0]?.event;
}

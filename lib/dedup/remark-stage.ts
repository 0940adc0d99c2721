import type { BrowserEvent, SdkCall } from '../model/event.ts';
import type { Platform } from '../platforms/define.ts';
import { ClockBook } from './clock-book.ts';
import { emptyDelta, type Delta } from './delta.ts';
import { PageWatch } from './page-watch.ts';
import { remarkOn } from './remarks.ts';
import { explainMissingFire, type Silence } from './silence.ts';
import { noteOnly, TransportBook, type Channel, type Transports } from './transports.ts';
import type { Row } from './verdict-stage.ts';

/** A row as it was judged, and as it is given out. */
export interface Remarked {
  conversion: Row['conversion'];
  judged: Row;
  silence: Silence | null;
  transports: Transports | null;
  /** null until it was given out. */
  row: Row | null;
}

/** What the pages did since the last update: events of any role, and calls in the order of the log. */
export interface PageDelta {
  events: Delta<BrowserEvent>;
  calls: readonly SdkCall[];
}

/** What one update has to look at again. */
interface Work {
  /** Rows to remark on last, when all came: what was said of them may be otherwise now, or nothing was yet. */
  touched: Set<Remarked>;
  /** Transports that rows joined or left, with the only channel that ran before. */
  channels: Map<Transports, Channel>;
  /** Of these, those of which rows were given out as if both channels ran. */
  mixed: Set<Transports>;
}

/**
 * Keeps the remarks on judged rows up to date. Each kind of remark is told by a part of the session; only the rows of a part
 * that changed are remarked on again.
 */
export class RemarkStage {
  readonly #platform: Platform;
  readonly #rows = new Map<Row, Remarked>();
  readonly #clocks = new ClockBook();
  readonly #transports: TransportBook;
  /** null until a page did something that a remark may speak of. */
  #watch: PageWatch | null = null;

  constructor(platform: Platform) {
    this.#platform = platform;
    this.#transports = new TransportBook(platform);
  }

  /**
   * Takes changes one after another, each to be looked at before the next is asked for, and last what all of them come to: it may
   * take rows back that were given out before. `pages` null: no page did anything that a remark may speak of. The first that is
   * not null holds all that pages did so far.
   */
  *updates(changes: Iterable<Delta<Row>>, pages: PageDelta | null): Generator<Delta<Row>> {
    const work: Work = { touched: new Set(), channels: new Map(), mixed: new Set() };
    if (pages) this.#readPages(pages, work);
    for (const change of changes) yield this.#take(change, work);
    yield this.#settle(work);
  }

  /** What is new is told as far as the rows until now tell. */
  #take({ removed, added }: Delta<Row>, work: Work): Delta<Row> {
    const delta = emptyDelta<Row>();
    const isQuiet = this.#isQuiet;
    for (const row of removed) this.#remove(row, work, delta);
    for (const row of added) {
      const each = this.#add(row, work);
      if (each.transports?.only()) work.touched.add(each);
      else {
        if (each.transports) work.mixed.add(each.transports);
        this.#remark(each, isQuiet, delta);
      }
    }
    return delta;
  }

  #settle(work: Work): Delta<Row> {
    const delta = emptyDelta<Row>();
    this.#readChannels(work);
    const senders = this.#clocks.update();
    if (senders.size > 0) for (const each of this.#rows.values()) if (each.conversion.server.some(({ sender }) => senders.has(sender))) work.touched.add(each);
    const isQuiet = this.#isQuiet;
    for (const each of work.touched) this.#remark(each, isQuiet, delta);
    return delta;
  }

  /** Neither pages nor clocks tell of any row: most need no look at their events. */
  get #isQuiet(): boolean {
    return this.#watch === null && this.#clocks.agree;
  }

  #add(row: Row, work: Work): Remarked {
    const each: Remarked = { conversion: row.conversion, judged: row, silence: null, transports: null, row: null };
    this.#rows.set(row, each);
    this.#clocks.add(row.conversion);
    this.#watch?.add(each);
    this.#place(each, work);
    return each;
  }

  #remove(row: Row, work: Work, delta: Delta<Row>): void {
    const each = this.#rows.get(row);
    if (!each) return;
    this.#rows.delete(row);
    this.#clocks.remove(row.conversion);
    this.#watch?.remove(each);
    this.#leave(each, work);
    work.touched.delete(each);
    if (each.row) delta.removed.push(each.row);
  }

  #readPages(pages: PageDelta, work: Work): void {
    this.#watch ??= new PageWatch(this.#platform, this.#rows.values());
    const { silent, fired } = this.#watch.update(pages);
    for (const each of silent) {
      this.#place(each, work);
      work.touched.add(each);
    }
    for (const each of fired) work.touched.add(each);
  }

  /** Where other channels run than was said, all that were sent so are told otherwise. */
  #readChannels({ channels, mixed, touched }: Work): void {
    const isOther = (transports: Transports, before: Channel) => transports.only() !== before || (mixed.has(transports) && transports.only() !== null);
    const changed = new Set([...channels].filter(([transports, before]) => isOther(transports, before)).map(([transports]) => transports));
    if (changed.size > 0) for (const each of this.#rows.values()) if (each.transports && changed.has(each.transports)) touched.add(each);
  }

  /** Learns why the browser was silent, and puts the row with the others of its pixel and name: those that no silence explains. */
  #place(each: Remarked, work: Work): void {
    this.#leave(each, work);
    each.silence = this.#watch && each.conversion.browser.length === 0 ? explainMissingFire(this.#platform, each.conversion, this.#watch.evidenceFor(each)) : null;
    const transports = each.silence ? null : this.#transports.of(each.conversion);
    if (transports === null) return;
    if (!work.channels.has(transports)) work.channels.set(transports, transports.only());
    transports.add(each.conversion);
    each.transports = transports;
  }

  #leave(each: Remarked, { channels }: Work): void {
    const { transports } = each;
    if (!transports) return;
    if (!channels.has(transports)) channels.set(transports, transports.only());
    transports.remove(each.conversion);
    each.transports = null;
  }

  #remark(each: Remarked, isQuiet: boolean, delta: Delta<Row>): void {
    const only = each.transports?.only() ?? null;
    const row = isQuiet && only === null ? each.judged : this.#remarked(each, only);
    if (each.row === row) return;
    if (each.row) delta.removed.push(each.row);
    each.row = row;
    delta.added.push(row);
  }

  #remarked({ judged, silence, row }: Remarked, only: Channel): Row {
    const automatic = this.#watch?.automatic ?? NONE;
    const conversion = remarkOn(this.#platform, judged.conversion, { automatic, silence, note: noteOnly(only, judged.conversion), clocks: this.#clocks });
    if (conversion === judged.conversion) return judged;
    return row?.conversion === conversion ? row : { ...judged, conversion };
  }
}

const NONE: ReadonlyMap<string | null, readonly BrowserEvent[]> = new Map();

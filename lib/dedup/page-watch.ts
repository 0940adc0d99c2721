import type { Platform } from '../platforms/define.ts';
import { Buckets } from './buckets.ts';
import { PageBook } from './page-book.ts';
import type { PageEvidence } from './page-evidence.ts';
import type { PageDelta, Remarked } from './remark-stage.ts';
import { SilenceBook } from './silence-book.ts';

/** Ties what pages did to the rows that it may say something of. */
export class PageWatch {
  readonly #pages: PageBook;
  readonly #silences = new SilenceBook<Remarked>();
  readonly #fired = new Buckets<Remarked>();

  constructor(platform: Platform, rows: Iterable<Remarked>) {
    this.#pages = new PageBook(platform);
    for (const row of rows) this.add(row);
  }

  get automatic(): PageEvidence['automatic'] {
    return this.#pages.automatic;
  }

  add(row: Remarked): void {
    if (row.conversion.browser.length === 0) this.#silences.addRow(row);
    for (const documentId of documentsOf(row)) this.#fired.add(documentId, row);
  }

  remove(row: Remarked): void {
    if (row.conversion.browser.length === 0) this.#silences.removeRow(row);
    for (const documentId of documentsOf(row)) this.#fired.remove(documentId, row);
  }

  /** Gives the rows without and with browser events that the change may say something of. */
  update({ events, calls }: PageDelta): { silent: Iterable<Remarked>; fired: Iterable<Remarked> } {
    this.#silences.noteCalls(calls);
    const change = this.#pages.update(events, calls);
    return { silent: this.#silences.update(change), fired: [...change.documents].flatMap((documentId) => this.#fired.get(documentId ?? '')) };
  }

  /** What may tell of a row without browser events. */
  evidenceFor(row: Remarked): PageEvidence {
    return { automatic: this.#pages.automatic, unanswered: this.#silences.callsFor(row), reports: this.#silences.reportsFor(row) };
  }
}

function documentsOf({ conversion: { browser } }: Remarked): Iterable<string> {
  return new Set(browser.map(({ event }) => event.documentId ?? ''));
}

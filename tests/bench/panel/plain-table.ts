import type { Projection } from '../../../lib/model/projection.ts';
import { idValues } from '../../../components/event-ids.ts';
import { formatMoney, formatSpan } from '../../../components/format.ts';
import { OUTCOME_WORDS, PLATFORM_NAMES } from '../../../components/strings.ts';
import type { MeasuredView } from './probe.ts';

/** A visit's head, or the cells of a conversion with its verdict sentence. */
export type PlainRow = { head: string } | { cells: string[]; sentence: string };

declare global {
  var plainTable: MeasuredView & {
    /** Puts so many rows in at the top, as new ones would come. */
    insert: (count: number) => void;
  };
}

/** The rows of the panel's list, with the columns that it shows at first. */
export function plainRowsOf({ visits }: Projection): PlainRow[] {
  return visits.flatMap(({ pageUrl, orderId, conversions }) => [
    { head: `${pageUrl ?? ''} ${orderId ?? ''} ${conversions.length}` },
    ...conversions.map((conversion) => {
      const { platform, eventName, value, currency, gapMs, verdict } = conversion;
      const { browser, server } = idValues(conversion);
      const cells = [OUTCOME_WORDS[verdict.outcome], PLATFORM_NAMES[platform], eventName, `${browser ?? ''} ${server ?? ''}`, formatMoney(value, currency), formatSpan(gapMs)];
      return { cells: cells.map((cell) => cell ?? ''), sentence: verdict.sentence };
    }),
  ]);
}

/** Runs in the page, in place of what was there: every row in the document, in a table with fixed columns, and a line of detail below. */
export function installPlainTable(rowsJson: string): void {
  const rows = JSON.parse(rowsJson) as PlainRow[];
  for (const child of document.body.children) (child as HTMLElement).style.display = 'none';
  const place = document.createElement('div');
  place.style.cssText = 'position: fixed; inset: 0; display: flex; flex-direction: column';
  place.innerHTML = '<div style="flex: 1; overflow: auto"><table style="table-layout: fixed; width: 100%"><tbody></tbody></table></div><p></p>';
  const [scroller, detail] = place.children as unknown as [HTMLElement, HTMLElement];
  const body = place.querySelector('tbody') ?? place;
  const sentences = new WeakMap<Element, string>();
  const conversions: HTMLElement[] = [];
  const heads: HTMLElement[] = [];

  function draw(row: PlainRow): HTMLElement {
    const line = document.createElement('tr');
    const texts = 'head' in row ? [row.head] : row.cells;
    for (const text of texts) line.insertCell().textContent = text;
    if ('head' in row) {
      line.cells[0]?.setAttribute('colspan', '6');
      heads.push(line);
    } else {
      sentences.set(line, row.sentence);
      conversions.push(line);
    }
    return line;
  }

  let shown = rows.length;
  function show(passes: (line: HTMLElement) => boolean, all: boolean): void {
    for (const head of heads) head.hidden = !all;
    for (const line of conversions) line.hidden = !passes(line);
    shown = all ? rows.length : conversions.filter(({ hidden }) => !hidden).length;
  }

  for (const row of rows) body.append(draw(row));
  body.addEventListener('click', ({ target }) => {
    const line = (target as HTMLElement).closest('tr');
    body.querySelector('[aria-selected]')?.removeAttribute('aria-selected');
    line?.setAttribute('aria-selected', 'true');
    detail.textContent = `${line?.textContent} ${line ? sentences.get(line) : ''}`;
  });
  document.body.append(place);
  globalThis.plainTable = {
    scroller: () => scroller,
    filter: (on) => show((line) => !on || line.firstElementChild?.textContent === 'Double counts', !on),
    search: (text) => show(({ textContent }) => textContent.includes(text), text === ''),
    isSearching: () => false,
    shownRows: () => shown,
    select: (turn) => conversions[turn]?.click(),
    detailText: () => detail.textContent,
    insert: (count) => body.prepend(...rows.filter((row) => 'cells' in row).slice(0, count).map(draw)),
  };
}

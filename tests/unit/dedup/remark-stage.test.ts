import { describe, expect, it } from 'vitest';
import { NetDelta, type Delta } from '../../../lib/dedup/delta.ts';
import { Engine } from '../../../lib/dedup/engine.ts';
import { RemarkStage, type PageDelta } from '../../../lib/dedup/remark-stage.ts';
import type { Row } from '../../../lib/dedup/verdict-stage.ts';
import type { BrowserEvent, ServerEvent } from '../../../lib/model/event.ts';
import { browserEvent, contextOf, HOUR_MS, NOON, serverEvent } from './builders.ts';

const ALONE = 'Only the browser sends “Purchase” to this pixel: there is nothing to deduplicate, and IDs made by the SDK are fine.';

function judged(browser: BrowserEvent[], server: ServerEvent[] = []): Row[] {
  return new Engine(contextOf('meta')).update({ removed: [], added: browser }, { removed: [], added: server }).added;
}

const sale = (number: number, fields: Partial<BrowserEvent> = {}) => browserEvent({ eventId: `e-${number}`, orderId: String(number), at: NOON + number * HOUR_MS, ...fields });
const lone = judged([sale(1), sale(2), sale(3)]);
const [pair] = judged([sale(4)], [serverEvent({ eventId: 'e-4', orderId: '4', receivedAt: NOON + 4 * HOUR_MS + 1_000 })]);

/** What a stage says of each order after these updates, each of several changes. */
function notesAfter(updates: readonly (readonly Delta<Row>[])[], pages: PageDelta | null = null): Record<string, readonly string[]> {
  const stage = new RemarkStage(contextOf('meta').platform);
  const rows = new NetDelta<Row>();
  for (const changes of updates) for (const change of stage.updates(changes, pages)) rows.add(change);
  expect(rows.delta.removed).toEqual([]);
  return Object.fromEntries(rows.delta.added.map(({ conversion: { orderId, verdict } }) => [orderId ?? '', verdict.notes ?? []]));
}

const comes = (...added: (Row | undefined)[]): Delta<Row> => ({ removed: [], added: added.filter((row) => row !== undefined) });
const goes = (...removed: (Row | undefined)[]): Delta<Row> => ({ removed: removed.filter((row) => row !== undefined), added: [] });

describe('remarks on rows that come in parts', () => {
  it('tell of the only channel that runs when all parts have come', () => {
    expect(notesAfter([[comes(lone[0]), comes(lone[1])]])).toEqual({ 1: [ALONE], 2: [ALONE] });
    expect(notesAfter([[comes(lone[0], lone[1]), comes(pair)]])).toEqual({ 1: [], 2: [], 4: [] });
  });

  it('are made anew where a row showed both channels, and went again with a later part', () => {
    const before = [comes(lone[0], lone[1])];
    expect(notesAfter([before, [comes(pair, lone[2]), goes(pair)]])).toEqual({ 1: [ALONE], 2: [ALONE], 3: [ALONE] });
  });

  it('give each row out once, with what pages did before it', () => {
    const automatic = browserEvent({ role: 'automatic', at: NOON + HOUR_MS + 500, documentId: 'D1' });
    const stage = new RemarkStage(contextOf('meta').platform);
    const pages = { events: { removed: [], added: [automatic] }, calls: [] };
    const parts = [...stage.updates([comes(pair), comes(lone[0])], pages)];
    expect(parts.map(({ removed, added }) => [removed.length, added.length])).toEqual([[0, 1], [0, 1], [0, 0]]);
    expect(parts[1]?.added[0]?.conversion.verdict.sentence).toContain('the pixel also sent “Purchase” by itself');
  });
});

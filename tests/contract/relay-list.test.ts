import { describe, expect, it } from 'vitest';
import type { EventsPage } from '../../lib/relay/contract.ts';
import { DAY, ids, importMeta, metaPurchase, NOW, sendMeta, startRelay, TOKENS, type TestRelay } from './relay-harness.ts';

const LIST = '/v1/events?platform=meta&pixel_id=123';

async function page(relay: TestRelay, rest = ''): Promise<EventsPage> {
  return (await (await relay.get(LIST + rest)).json()) as EventsPage;
}

describe('GET /v1/events', () => {
  it('walks the pages to the end and goes on from there when more arrives', async () => {
    const relay = await startRelay();
    for (const eventId of ['a', 'b', 'c']) await sendMeta(relay, metaPurchase({ eventId }));
    const first = await page(relay, '&limit=2');
    const second = await page(relay, `&limit=2&cursor=${first.next_cursor}`);
    expect([ids(first.data), first.has_more, ids(second.data), second.has_more]).toEqual([['a', 'b'], true, ['c'], false]);
    await sendMeta(relay, metaPurchase({ eventId: 'd' }));
    expect(ids((await page(relay, `&cursor=${second.next_cursor}`)).data)).toEqual(['d']);
  });

  it('gives a cursor for an empty list too', async () => {
    const relay = await startRelay();
    const empty = await page(relay);
    expect(empty).toMatchObject({ data: [], has_more: false });
    await sendMeta(relay, metaPurchase());
    expect(ids((await page(relay, `&cursor=${empty.next_cursor}`)).data)).toEqual(['order.1']);
  });

  it('lists the last day where the question does not say', async () => {
    const relay = await startRelay();
    await importMeta(relay, metaPurchase({ eventId: 'old' }), NOW - 2 * DAY);
    await sendMeta(relay, metaPurchase({ eventId: 'new' }));
    expect(ids((await page(relay)).data)).toEqual(['new']);
    expect(ids((await page(relay, `&order=desc&since=${new Date(NOW - 3 * DAY).toISOString()}`)).data)).toEqual(['new', 'old']);
  });

  it('gives one receipt by its ID', async () => {
    const relay = await startRelay();
    await sendMeta(relay, metaPurchase());
    const [event] = (await page(relay)).data;
    expect(await (await relay.get(`/v1/events/${event?.id}`)).json()).toEqual(event);
    expect((await relay.get('/v1/events/none')).status).toBe(404);
  });

  it.each([
    ['/v1/events?platform=meta', 400],
    [`${LIST}&limit=0`, 400],
    [`${LIST}&limit=500`, 400],
    [`${LIST}&cursor=nonsense`, 400],
    [`${LIST}&since=yesterday`, 400],
  ])('refuses %s with %i', async (path, status) => {
    const relay = await startRelay();
    expect((await relay.get(path)).status).toBe(status);
  });

  it('refuses a pixel that the token may not read: an empty list would read as evidence', async () => {
    const [read, ingest] = TOKENS;
    const relay = await startRelay({ tokens: [{ ...read!, pixels: ['meta:9'] }, ingest!] });
    await sendMeta(relay, metaPurchase());
    const response = await relay.get(LIST);
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('pixel-not-allowed')]);
  });
});

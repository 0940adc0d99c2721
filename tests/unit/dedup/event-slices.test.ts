import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MIRROR_WINDOW_MS } from '../../../lib/dedup/collapse.ts';
import { EventSlices } from '../../../lib/dedup/event-slices.ts';
import { browserEvent } from './builders.ts';

const times = fc.array(fc.integer({ min: 0, max: 10 * MIRROR_WINDOW_MS }), { maxLength: 40 });

function slicesOf(ats: readonly number[]) {
  const slices = new EventSlices();
  const events = ats.map((at, index) => browserEvent({ id: `e${index}`, at }));
  const placed = events.map((event) => slices.add(event));
  return { slices, events, placed };
}

describe('events by slice of time', () => {
  it('are found that lie within the window, all or one', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 10 * MIRROR_WINDOW_MS }), fc.integer({ min: 0, max: 2 * MIRROR_WINDOW_MS }), (ats, at, windowMs) => {
        const { slices, events } = slicesOf(ats);
        const meets = ({ event }: { event: { at: number } }) => Math.abs(event.at - at) <= windowMs;
        const wanted = events.filter((event) => meets({ event })).map(({ id }) => id);
        expect(slices.near(at, windowMs, meets).map(({ event }) => event.id).sort()).toEqual(wanted.sort());
        expect(slices.find(at, windowMs, meets) === undefined).toBe(wanted.length === 0);
      }),
    );
  });

  it('leave nothing behind when they are taken out', () => {
    fc.assert(
      fc.property(times, (ats) => {
        const { slices, events, placed } = slicesOf(ats);
        expect(events.map((event) => slices.placeOf(event))).toEqual(placed);
        expect(events.map((event) => slices.remove(event))).toEqual(placed);
        expect(slices.near(5 * MIRROR_WINDOW_MS, 10 * MIRROR_WINDOW_MS, () => true)).toEqual([]);
        expect(events.map((event) => slices.remove(event))).toEqual(events.map(() => undefined));
      }),
    );
  });
});

it('knows whether there are mirrors', () => {
  const slices = new EventSlices();
  const mirror = browserEvent({ id: 'm', at: 5, mirror: 'copy' });
  slices.add(browserEvent({ id: 'e', at: 5 }));
  expect(slices.holdMirrors).toBe(false);
  slices.add(mirror);
  expect(slices.holdMirrors).toBe(true);
  slices.remove(mirror);
  expect(slices.holdMirrors).toBe(false);
});

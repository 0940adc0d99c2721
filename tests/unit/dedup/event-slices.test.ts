import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAlike, MIRROR_WINDOW_MS } from '../../../lib/dedup/collapse.ts';
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
  it('are found that lie within a window', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 10 * MIRROR_WINDOW_MS }), fc.integer({ min: 0, max: 2 * MIRROR_WINDOW_MS }), (ats, at, windowMs) => {
        const { slices, events } = slicesOf(ats);
        const wanted = events.filter((event) => Math.abs(event.at - at) <= windowMs).map(({ id }) => id);
        expect(slices.near(at, windowMs).map(({ event }) => event.id).sort()).toEqual(wanted.sort());
      }),
    );
  });

  it('give what may be the other of a hit and its mirror, all or one', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 10 * MIRROR_WINDOW_MS }), (ats, at) => {
        const { slices, placed } = slicesOf(ats);
        const mirror = browserEvent({ id: 'm', at, mirror: 'copy' });
        const alike = placed.filter(({ event }) => isAlike(mirror, event));
        expect(new Set(slices.allAlike(mirror))).toEqual(new Set(alike));
        expect(slices.findAlike(mirror) === undefined).toBe(alike.length === 0);
        const [first, ...others] = slices.allAlike(mirror);
        expect(slices.findAlike(mirror, first)).toBe(others[0]);
      }),
    );
  });

  it('leave nothing behind when they are taken out', () => {
    fc.assert(
      fc.property(times, (ats) => {
        const { slices, events, placed } = slicesOf(ats);
        expect(events.map((event) => slices.placeOf(event))).toEqual(placed);
        expect(events.map((event) => slices.remove(event))).toEqual(placed);
        expect(slices.near(5 * MIRROR_WINDOW_MS, 10 * MIRROR_WINDOW_MS)).toEqual([]);
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

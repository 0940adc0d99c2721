import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignCalls } from '../../../lib/extension/align-calls.ts';

const near = (window: number) => (a: number, b: number) => (Math.abs(a - b) <= window ? Math.abs(a - b) : null);

describe('calls and requests of one address', () => {
  it.each<[string, number[], number[], [number, number][]]>([
    ['a burst pairs the k-th call with the k-th request', [0, 1, 2], [50, 51, 52], [[0, 50], [1, 51], [2, 52]]],
    ['a call that made no request does not shift the others', [0, 900], [905], [[900, 905]]],
    ['a request without a call stays alone', [500], [20, 510], [[500, 510]]],
    ['what is further apart than the window is two things', [0], [1_001], []],
    ['more pairs go before nearer ones', [0, 900], [850, 1_700], [[0, 850], [900, 1_700]]],
    ['nothing meets nothing', [], [], []],
  ])('%s', (_name, calls, requests, pairs) => {
    expect(alignCalls(calls, requests, near(1_000))).toEqual(pairs);
  });

  const times = fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 6 }).map((list) => list.toSorted((a, b) => a - b));

  /** All order-keeping pairings, the plain way. */
  function best(calls: readonly number[], requests: readonly number[]): number {
    const [call, ...rest] = calls;
    if (call === undefined) return 0;
    const skipped = best(rest, requests);
    return requests.reduce((most, request, place) => (Math.abs(call - request) <= 1_000 ? Math.max(most, 1 + best(rest, requests.slice(place + 1))) : most), skipped);
  }

  it('uses each once, keeps the order, stays in the window and finds as many pairs as there are', () => {
    fc.assert(
      fc.property(times, times, (calls, requests) => {
        const indexed = alignCalls(calls.map((at, id) => ({ at, id })), requests.map((at, id) => ({ at, id })), (a, b) => near(1_000)(a.at, b.at));
        expect(indexed).toHaveLength(best(calls, requests));
        indexed.forEach(([a, b], place) => {
          expect(Math.abs(a.at - b.at)).toBeLessThanOrEqual(1_000);
          const before = indexed[place - 1];
          if (before) expect(before[0].id < a.id && before[1].id < b.id).toBe(true);
        });
      }),
    );
  });
});

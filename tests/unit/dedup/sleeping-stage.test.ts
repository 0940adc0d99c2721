import { expect, test } from 'vitest';
import type { Cluster } from '../../../lib/dedup/cluster.ts';
import type { Delta } from '../../../lib/dedup/delta.ts';
import { SleepingStage, type Stage } from '../../../lib/dedup/sleeping-stage.ts';
import { browserEvent, serverEvent } from './builders.ts';

const fireOf = () => ({ event: browserEvent(), mirrors: [], sent: true });
const pair = (): Cluster => ({ browser: [fireOf()], server: [serverEvent()], joinedBy: 'rule', shared: [] });
const lone = (): Cluster => ({ browser: [], server: [serverEvent()], joinedBy: null, shared: [] });

/** Puts a lone cluster in the place of the first pair, as a join would. */
function stageThatJoins(seen: Delta<Cluster>[], joined: Cluster): Stage {
  return {
    update(change) {
      seen.push(change);
      const [first, ...others] = change.added.filter(({ browser }) => browser.length > 0);
      return { removed: change.removed, added: first ? [joined, ...others] : [] };
    },
  };
}

test('as long as nobody comes that its stages are for, everything passes by', () => {
  const seen: Delta<Cluster>[] = [];
  const stage = new SleepingStage([stageThatJoins(seen, pair())], ({ browser }) => browser.length === 0);
  const change = { removed: [], added: [pair(), pair()] };
  expect(stage.update(change)).toBe(change);
  expect(seen).toEqual([]);
});

test('what passed by is handed in once somebody comes, less what left, and only what changes by that is told', () => {
  const seen: Delta<Cluster>[] = [];
  const [first, second, gone, third, joined] = [pair(), pair(), pair(), lone(), pair()];
  const stage = new SleepingStage([stageThatJoins(seen, joined)], ({ browser }) => browser.length === 0);
  stage.update({ removed: [], added: [first, second, gone] });
  expect(stage.update({ removed: [gone], added: [third] })).toEqual({ removed: [first, gone], added: [joined] });
  expect(seen).toEqual([{ removed: [], added: [first, second, third] }]);
  stage.update({ removed: [third], added: [] });
  expect(seen[1]).toEqual({ removed: [third], added: [] });
});

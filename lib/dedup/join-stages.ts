import { sideOf } from './cluster.ts';
import type { DedupContext } from './context.ts';
import { CoupleStage } from './couple-stage.ts';
import { FallbackStage } from './fallback-stage.ts';
import { GatherStage } from './gather-stage.ts';
import { carriesHash } from './join-keys.ts';
import { JOINS, JOINS_BY_HASH, JOINS_BY_LIKENESS, JOINS_WITH_PAIRS, type Join } from './join-reasons.ts';
import { SleepingStage, type Stage } from './sleeping-stage.ts';

/** All joins in their order, and what is played through from row to row after them. */
export function joinStages(context: DedupContext): Stage[] {
  const stagesOf = (joins: readonly Join[]) => joins.map((join) => stageOf(context, join));
  const byHash = new SleepingStage(stagesOf(JOINS_BY_HASH), (cluster) => carriesHash(context, cluster));
  const withPairs = new SleepingStage([...stagesOf(JOINS_WITH_PAIRS), byHash], (cluster) => sideOf(cluster) !== 'both');
  const fallback = context.platform.rule.alternatives.some(({ basis }) => basis === 'fallback') ? [new FallbackStage(context)] : [];
  return [...stagesOf(JOINS), withPairs, ...stagesOf(JOINS_BY_LIKENESS), ...fallback];
}

function stageOf(context: DedupContext, join: Join): Stage {
  const stage = join.acrossSides ? new CoupleStage(context, join) : new GatherStage(context, join);
  return join.wakes ? new SleepingStage([stage], join.wakes()) : stage;
}

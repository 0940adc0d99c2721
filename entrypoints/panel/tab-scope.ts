import { addUp } from '../../lib/dedup/totals.ts';
import type { Projection, Visit } from '../../lib/model/projection.ts';

/** The part of a projection whose visits pass, with totals of its own. */
export function narrowTo(projection: Projection, passes: (visit: Visit) => boolean): Projection {
  const visits = projection.visits.filter(passes);
  const kept = new Set(visits.flatMap((visit) => visit.conversions.map(({ id }) => id)));
  const conversions = projection.conversions.filter(({ id }) => kept.has(id));
  return { ...projection, visits, conversions, totals: addUp(conversions) };
}

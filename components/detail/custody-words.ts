import type { CustodyStation } from '../../lib/model/custody.ts';
import { CUSTODY } from '../strings.ts';

/** Where and how the ID broke, in a sentence; null where it did not. */
export function explainBreak(stations: readonly CustodyStation[]): string | null {
  const index = stations.findIndex(({ breaks }) => breaks);
  const station = stations[index];
  if (station === undefined) return null;
  const earlier = stations.slice(0, index).findLast(({ id }) => id !== null);
  const mayLieBefore = isPageUnseen(stations) && station.station !== earlier?.station;
  return [sentenceOf(station, earlier ?? null), mayLieBefore ? CUSTODY.unseenHint : ''].filter(Boolean).join(' ');
}

function sentenceOf({ station, state, id, source }: CustodyStation, earlier: CustodyStation | null): string {
  const name = CUSTODY.stations[station] + (source === null ? '' : ` (${source})`);
  if (state === 'vanished' || id === null) return CUSTODY.broke.vanished(name);
  const before = earlier?.id ?? null;
  if (before === null) return CUSTODY.broke.appeared(name, id);
  if (station === earlier?.station) return CUSTODY.broke.again[station === 'relay' ? 'relay' : 'wire'](before, id);
  return station === 'relay' ? CUSTODY.broke.server(id, before) : CUSTODY.broke.changed(name, before, id);
}

/** Without the page hook nobody saw what the page handed over. */
function isPageUnseen(stations: readonly CustodyStation[]): boolean {
  return stations.some(({ station, state }) => station === 'sdk-call' && state === 'unseen');
}

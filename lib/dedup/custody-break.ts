import type { CustodyStation, StationState } from '../model/custody.ts';

/**
 * Compares each ID with the one before it and marks the first break. A data layer without an ID is no station on the ID's way; a server
 * event with the ID that the page began with has kept it, whatever the browser's leg did to it in between.
 */
export function markBreak(stations: readonly CustodyStation[]): CustodyStation[] {
  const walked = compareAlong(stations);
  const first = walked.findIndex(({ state }) => state === 'changed' || state === 'vanished' || state === 'appeared');
  return walked.map((station, index) => (index === first ? { ...station, breaks: true } : station));
}

function compareAlong(stations: readonly CustodyStation[]): CustodyStation[] {
  const carrying = stations.filter(carriesId);
  const origin = carrying[0]?.id ?? null;
  const serverHasId = carrying.some(({ station, id }) => station === 'relay' && id !== null);
  let before: CustodyStation | null = null;
  return stations.map((station) => {
    if (!carriesId(station)) return station;
    const state = before === null ? firstState(station, serverHasId) : stateAfter(before, station, origin);
    before = station;
    return { ...station, state };
  });
}

/** Only what is there can carry an ID: a station without a name is a silence. */
function carriesId({ state, place }: CustodyStation): boolean {
  return state === 'none' && place !== null;
}

/** Nothing stands before it: an ID that the server has and the page's first station has not was lost here. */
function firstState({ station, id }: CustodyStation, serverHasId: boolean): StationState {
  if (id !== null) return 'kept';
  return serverHasId && station !== 'relay' ? 'vanished' : 'none';
}

function stateAfter(before: CustodyStation, { station, id }: CustodyStation, origin: string | null): StationState {
  if (id === before.id) return id === null ? 'none' : 'kept';
  if (station === 'relay' && id !== null && id === origin) return 'kept';
  if (id === null) return 'vanished';
  return before.id === null ? 'appeared' : 'changed';
}

import { Check, CircleDashed, Clock, Minus, TriangleAlert, X } from 'lucide-preact';
import type { CustodyStation, StationState } from '../../lib/model/custody.ts';
import { CUSTODY, deliveryWords } from '../strings.ts';
import { explainBreak } from './custody-words.ts';
import { DetailSection } from './detail-section.tsx';

const ICONS: Record<StationState, typeof Check> = {
  kept: Check,
  changed: Check,
  vanished: Minus,
  appeared: Check,
  none: Minus,
  reached: Check,
  stopped: X,
  open: Clock,
  unseen: CircleDashed,
};

/** Stations that find room beside each other. */
const ROW_STATIONS = 6;

/** The way of the ID as a chain of stations; the one where it first changed or vanished stands out. */
export function CustodyChain({ stations }: { stations: readonly CustodyStation[] }) {
  const broke = explainBreak(stations);
  return (
    <DetailSection title={broke === null ? CUSTODY.titleKept : CUSTODY.title}>
      <ol class={stations.length > ROW_STATIONS ? 'chain column' : 'chain'}>
        {stations.map((station, index) => (
          <Station key={index} station={station} />
        ))}
      </ol>
      {broke !== null && <p class="after">{broke}</p>}
    </DetailSection>
  );
}

function Station({ station }: { station: CustodyStation }) {
  const { state, breaks, place, source } = station;
  const Icon = breaks ? TriangleAlert : ICONS[state];
  const hint = [place, source].filter(Boolean).join(', ');
  return (
    <li class={`station ${toneOf(station)} ${breaks ? 'breaks' : ''}`} title={hint}>
      <span class="dot">
        <Icon size={12} aria-hidden="true" />
      </span>
      <span class="station-name">{CUSTODY.stations[station.station]}</span>
      <StationFact station={station} />
    </li>
  );
}

function toneOf({ state, breaks }: CustodyStation): string {
  if (breaks || state === 'stopped') return 'bad';
  return state === 'kept' || state === 'reached' ? 'ok' : 'wait';
}

/** The ID where the station carries one, else what became of it. */
function StationFact({ station }: { station: CustodyStation }) {
  const { id, state, breaks } = station;
  const words = wordsOf(station);
  return (
    <small class={id === null ? '' : 'mono'} title={id ?? words}>
      {id ?? words}
      {(id !== null || breaks) && <span class="visually-hidden">{id === null ? `, ${CUSTODY.breaksHere}` : `, ${CUSTODY.states[state]}${breaks ? ` ${CUSTODY.breaksHere}` : ''}`}</span>}
    </small>
  );
}

function wordsOf({ station, state, place, delivery, answer }: CustodyStation): string {
  if (station === 'response' && delivery !== null) return deliveryWords(delivery);
  if (station === 'platform' && answer?.message) return answer.message;
  if (state === 'none' && place === null) return station === 'relay' ? CUSTODY.noServerEvent : CUSTODY.noRequest;
  return CUSTODY.states[state];
}

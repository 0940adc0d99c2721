import type { BrowserEvent } from '../../lib/model/event.ts';
import type { CaptureStatus } from '../../lib/model/capture-status.ts';
import type { CaptureHealth } from '../../lib/model/projection.ts';
import { formatTime, formatSpan } from '../format.ts';
import { CAPTURE_STATUS, PANEL, eventTitle } from '../strings.ts';
import { Fact } from './health-fact.tsx';
import { StatusFacts } from './status-facts.tsx';

interface HealthStripProps {
  health: CaptureHealth;
  apart: readonly BrowserEvent[];
  /** What can be seen of the inspected tab now; null = not known, or a file is shown. */
  status: CaptureStatus | null;
  onGrant: () => void;
}

/** What the verdicts rest on: recorder, relay, page hook, and what could not be seen. Always in view. */
export function HealthStrip({ health, apart, status, onGrant }: HealthStripProps) {
  const { recordingSince, captures, blocked, attempts, faults } = health;
  // Said beside the button that mends it.
  const shown = status?.permitted === false ? faults.filter(({ code }) => code !== 'permission-lost') : faults;
  const lastFault = shown.at(-1);
  return (
    <footer class="health" aria-label={PANEL.health}>
      {recordingSince === null ? <Fact tone="warn">{PANEL.recordingOff}</Fact> : <Fact tone="good">{PANEL.recordingSince(formatTime(recordingSince).slice(0, 5))}</Fact>}
      <RelayFact relay={health.relay} />
      <Fact tone="plain">{PANEL.seen(captures)}</Fact>
      {status !== null && <StatusFacts status={status} onGrant={onGrant} />}
      <Fact tone={blocked > 0 ? 'warn' : 'plain'}>{PANEL.blocked(blocked)}</Fact>
      <UnreadableFact health={health} />
      {attempts.length > 0 && (
        <Fact tone="plain" title={attempts.map(({ platform, api, why }) => CAPTURE_STATUS.attempt(eventTitle(platform, api), why)).join('\n')}>
          {CAPTURE_STATUS.attempts(attempts.length)}
        </Fact>
      )}
      {apart.length > 0 && (
        <Fact tone="plain" title={namesOf(apart)}>
          {PANEL.apart(apart.length)}
        </Fact>
      )}
      {lastFault !== undefined && <Fact tone="error">{PANEL.fault(lastFault.message, shown.length)}</Fact>}
    </footer>
  );
}

function UnreadableFact({ health: { unreadableBodies, unreadableReasons } }: { health: CaptureHealth }) {
  const reasons = unreadableReasons.map(({ reason, count }) => `${reason} (${count})`).join('\n');
  return (
    <Fact tone={unreadableBodies > 0 ? 'warn' : 'plain'} title={reasons}>
      {PANEL.unreadable(unreadableBodies)}
    </Fact>
  );
}

/** The relay's state in a few words; the popup's footer says the same. */
export function RelayFact({ relay }: Pick<CaptureHealth, 'relay'>) {
  if (relay.state === 'absent') return <Fact tone="warn">{PANEL.relayAbsent}</Fact>;
  if (relay.state === 'error') return <Fact tone="error">{PANEL.relayNote(relay.host, relay.message ?? relay.code ?? PANEL.relayErrorUnnamed)}</Fact>;
  if (relay.message !== null) return <Fact tone="plain">{PANEL.relayNote(relay.host, relay.message)}</Fact>;
  return <Fact tone="good">{PANEL.relayOk(relay.host, formatSpan(relay.lagMs))}</Fact>;
}

/** Which events are kept apart, each name once. */
function namesOf(events: readonly BrowserEvent[]): string {
  return [...new Set(events.map(({ platform, eventName }) => eventTitle(platform, eventName)))].join(', ');
}

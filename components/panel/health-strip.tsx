import { Check, CircleQuestionMark, TriangleAlert } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import type { BrowserEvent } from '../../lib/model/event.ts';
import type { CaptureHealth } from '../../lib/model/projection.ts';
import { formatTime, formatSpan } from '../format.ts';
import { PANEL, eventTitle } from '../strings.ts';

type Tone = 'good' | 'warn' | 'error' | 'plain';

const ICONS = { good: Check, warn: CircleQuestionMark, error: TriangleAlert, plain: null };
const CLASSES: Record<Tone, string> = { good: 'ok', warn: 'browser', error: 'bad', plain: '' };

/** What the verdicts rest on: recorder, relay, and what could not be seen. Always in view. */
export function HealthStrip({ health, apart }: { health: CaptureHealth; apart: readonly BrowserEvent[] }) {
  const { recordingSince, captures, blocked, unreadableBodies, faults } = health;
  const lastFault = faults.at(-1);
  return (
    <footer class="health" aria-label={PANEL.health}>
      {recordingSince === null ? <Fact tone="warn">{PANEL.recordingOff}</Fact> : <Fact tone="good">{PANEL.recordingSince(formatTime(recordingSince).slice(0, 5))}</Fact>}
      <RelayFact relay={health.relay} />
      <Fact tone="plain">{PANEL.seen(captures)}</Fact>
      <Fact tone={blocked > 0 ? 'warn' : 'plain'}>{PANEL.blocked(blocked)}</Fact>
      <Fact tone={unreadableBodies > 0 ? 'warn' : 'plain'}>{PANEL.unreadable(unreadableBodies)}</Fact>
      {apart.length > 0 && (
        <Fact tone="plain" title={namesOf(apart)}>
          {PANEL.apart(apart.length)}
        </Fact>
      )}
      {lastFault !== undefined && <Fact tone="error">{PANEL.fault(lastFault.message, faults.length)}</Fact>}
    </footer>
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

function Fact({ tone, title, children }: { tone: Tone; title?: string; children: ComponentChildren }) {
  const Icon = ICONS[tone];
  return (
    <span class={`fact ${CLASSES[tone]}`} title={title}>
      {Icon !== null && <Icon size={13} aria-hidden="true" />}
      <span>{children}</span>
    </span>
  );
}

import { AppWindow, Server } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import type { BrowserFire } from '../../lib/model/conversion.ts';
import type { EventFields, ServerDelivery, ServerEvent } from '../../lib/model/event.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import { formatMoney, formatTime } from '../format.ts';
import { DETAIL, PANEL, deliveryWords } from '../strings.ts';
import { DetailSection } from './detail-section.tsx';

/** Every sender by name, with what happened to its event and what the platform answered. */
export function Senders({ conversion: { browser, server } }: { conversion: JudgedConversion }) {
  return (
    <DetailSection title={DETAIL.senders}>
      <ul class="senders">
        {browser.map((fire) => (
          <BrowserSender key={fire.event.id} fire={fire} />
        ))}
        {browser.length === 0 && <li class="muted">{DETAIL.noBrowser}</li>}
        {server.map((event) => (
          <ServerSender key={event.id} event={event} />
        ))}
        {server.length === 0 && <li class="muted">{DETAIL.noServer}</li>}
      </ul>
    </DetailSection>
  );
}

function BrowserSender({ fire: { event, mirrors } }: { fire: BrowserFire }) {
  const copies = mirrors.map(({ mirror, host }) => (mirror === false ? host : mirror));
  return (
    <Sender icon={<AppWindow class="browser" size={14} aria-hidden="true" />} name={DETAIL.browserSender(event.host)} at={event.at}>
      <Line>{deliveryWords(event.delivery)}</Line>
      <EventFacts event={event} />
      {event.eventIdOrigin === 'sdk' && <Line>{DETAIL.sdkMade}</Line>}
      {copies.length > 0 && <Line>{DETAIL.mirrors(copies)}</Line>}
      <UnverifiedNotes events={[event, ...mirrors]} />
    </Sender>
  );
}

function ServerSender({ event }: { event: ServerEvent }) {
  return (
    <Sender icon={<Server class="server" size={14} aria-hidden="true" />} name={event.sender} at={event.receivedAt}>
      {event.deliveries.length === 0 && <Line>{DETAIL.noAnswer}</Line>}
      {event.deliveries.map((delivery) => (
        <Line key={delivery.attempt}>{answerWords(delivery, event.deliveries.length)}</Line>
      ))}
      <EventFacts event={event} />
      {event.test !== null && <Line>{event.test === 'counts' ? DETAIL.testCounts : DETAIL.testNotCounted}</Line>}
      <UnverifiedNotes events={[event]} />
    </Sender>
  );
}

/** What this sender said of the sale, and what was wrong with its data. */
function EventFacts({ event }: { event: BrowserFire['event'] | ServerEvent }) {
  const facts = [event.eventName, event.eventId, event.orderId === null ? null : PANEL.order(event.orderId), formatMoney(event.value, event.currency)];
  return (
    <>
      <Line>{facts.filter(Boolean).join(', ')}</Line>
      {event.issues.map(({ code, message }) => (
        <Line key={code + message}>
          <span class="bad">{message}</span>
        </Line>
      ))}
    </>
  );
}

/** What of the format of these copies is not verified, each thing once. */
function UnverifiedNotes({ events }: { events: readonly EventFields[] }) {
  const notes = [...new Set(events.flatMap(({ unverified }) => unverified ?? []))];
  return (
    <>
      {notes.map((note) => (
        <Line key={note}>
          <span class="muted">{DETAIL.unverified(note)}</span>
        </Line>
      ))}
    </>
  );
}

function answerWords({ attempt, status, accepted, message, evidence }: ServerDelivery, attempts: number): string {
  const result = accepted === null ? DETAIL.answerUnknown : accepted ? DETAIL.accepted : DETAIL.rejected;
  const words = [
    attempts > 1 ? DETAIL.attempt(attempt) : '',
    result,
    status === null ? '' : DETAIL.status(status),
    evidence === 'reported' ? DETAIL.reported : '',
    message === null ? '' : `: ${message}`,
  ];
  return words.join('');
}

function Sender({ icon, name, at, children }: { icon: ComponentChildren; name: string; at: number; children: ComponentChildren }) {
  return (
    <li class="sender">
      {icon}
      <span>
        <b>{name}</b> <span class="muted">{formatTime(at)}</span>
        {children}
      </span>
    </li>
  );
}

function Line({ children }: { children: ComponentChildren }) {
  return <span class="sender-line">{children}</span>;
}

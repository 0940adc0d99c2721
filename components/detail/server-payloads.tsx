import type { JudgedConversion } from '../../lib/model/verdict.ts';
import { CopyButton } from '../copy-button.tsx';
import { formatTime } from '../format.ts';
import { COPY, DETAIL } from '../strings.ts';
import { asJson } from './copy-request.ts';
import { DetailSection } from './detail-section.tsx';

/** Each server event as the relay recorded it. */
export function ServerPayloads({ conversion, redact }: { conversion: JudgedConversion; redact: (conversion: JudgedConversion) => JudgedConversion }) {
  const { server } = conversion;
  if (server.length === 0) return null;
  return (
    <DetailSection title={COPY.serverEvents}>
      {server.map((event, index) => (
        <details key={event.id} class="request">
          <summary>
            {event.sender} <span class="mono">{event.eventName}</span> <span class="muted">{formatTime(event.receivedAt)}</span>
          </summary>
          <div class="actions">
            <CopyButton name={DETAIL.copyJson} text={() => asJson(redact(conversion).server[index] ?? null)} />
            <span class="muted">{COPY.serverEventHint}</span>
          </div>
          <pre tabIndex={0} aria-label={`${event.sender} ${event.eventName}`}>
            {asJson(event)}
          </pre>
        </details>
      ))}
    </DetailSection>
  );
}

import type { Capture, CaptureBody } from '../../lib/model/capture.ts';
import type { Param } from '../../lib/model/event.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import { CopyButton } from '../copy-button.tsx';
import { formatTime } from '../format.ts';
import { DETAIL } from '../strings.ts';
import { asCurl, asJson } from './copy-request.ts';
import { DetailSection } from './detail-section.tsx';

/** Looks up what a conversion's events were read from. */
export interface Evidence {
  /** null = the capture is no longer kept. */
  captureOf: (captureId: string) => Capture | null;
  paramsOf: (captureId: string) => readonly Param[];
}

interface RequestsProps {
  conversion: JudgedConversion;
  evidence: Evidence;
  /** What is copied out of the panel is redacted; what is shown is as it was sent. */
  redact: (capture: Capture) => Capture;
}

/** Each browser request, mirrors included: parameters in plain words, then as it was sent. */
export function Requests({ conversion, evidence, redact }: RequestsProps) {
  const events = conversion.browser.flatMap(({ event, mirrors }) => [event, ...mirrors]);
  const captureIds = [...new Set(events.map(({ captureId }) => captureId))];
  if (captureIds.length === 0) return null;
  return (
    <DetailSection title={DETAIL.requests}>
      {captureIds.map((captureId) => (
        <RequestProof key={captureId} capture={evidence.captureOf(captureId)} paramsOf={() => evidence.paramsOf(captureId)} redact={redact} />
      ))}
    </DetailSection>
  );
}

function RequestProof({ capture, paramsOf, redact }: { capture: Capture | null; paramsOf: () => readonly Param[]; redact: (capture: Capture) => Capture }) {
  if (capture === null) return <p class="muted">{DETAIL.requestGone}</p>;
  return (
    <details class="request">
      <summary>
        <span class="mono">
          {capture.method} {shortUrl(capture.url)}
        </span>{' '}
        <span class="muted">{formatTime(capture.startedAt)}</span>
      </summary>
      <div class="actions">
        <CopyButton name={DETAIL.copyCurl} text={() => asCurl(redact(capture))} />
        <CopyButton name={DETAIL.copyJson} text={() => asJson(redact(capture))} />
      </div>
      <ParamTable params={paramsOf()} />
      <pre tabIndex={0} aria-label={`${capture.method} ${shortUrl(capture.url)}`}>
        {`${capture.method} ${capture.url}\n\n${bodyText(capture.body)}`}
      </pre>
    </details>
  );
}

/** Parameters under the head of their group, in wire order within it. */
function ParamTable({ params }: { params: readonly Param[] }) {
  if (params.length === 0) return null;
  return (
    <table class="keys params" aria-label={DETAIL.parameters}>
      {[...Map.groupBy(params, ({ group }) => group)].map(([group, members]) => (
        <tbody key={group}>
          <tr>
            <th scope="rowgroup" colSpan={2} class="param-group">
              {group}
            </th>
          </tr>
          {members.map((param, index) => (
            <ParamRow key={index} param={param} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function ParamRow({ param: { key, label, value } }: { param: Param }) {
  return (
    <tr>
      <th scope="row">
        {label}
        {label !== key && <small class="mono muted">{key}</small>}
      </th>
      <td class="mono value">{value}</td>
    </tr>
  );
}

function shortUrl(url: string): string {
  return URL.canParse(url) ? new URL(url).host + new URL(url).pathname : url;
}

function bodyText(body: CaptureBody): string {
  switch (body.kind) {
    case 'none':
      return DETAIL.noBody;
    case 'text':
      return body.text;
    case 'form':
      return body.fields.map(([name, value]) => `${name}=${value}`).join('\n');
    case 'bytes':
      return `${DETAIL.bodyBytes}\n${body.base64}`;
    case 'pending':
      return DETAIL.bodyPending(body.reason);
    case 'unreadable':
      return DETAIL.bodyUnreadable(body.reason);
  }
}

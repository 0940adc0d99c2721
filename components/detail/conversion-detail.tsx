import { ArrowLeft, X } from 'lucide-preact';
import type { RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import type { Analysis } from '../analysis.ts';
import { onEscape } from '../on-escape.ts';
import { OutcomeBadge } from '../outcome.tsx';
import { DETAIL, PANEL, eventTitle } from '../strings.ts';
import { ConversionCopies } from './conversion-copies.tsx';
import { CustodyChain } from './custody-chain.tsx';
import { DelaySlider } from './delay-slider.tsx';
import { DriftSection, FixSection, RuleSection, WhySection } from './explanation.tsx';
import { KeysTable } from './keys-table.tsx';
import { Requests } from './requests.tsx';
import type { Evidence } from './requests.tsx';
import { ServerPayloads } from './server-payloads.tsx';
import { Senders } from './senders.tsx';
import { VerdictSummary } from './verdict-summary.tsx';

interface ConversionDetailProps {
  conversion: JudgedConversion;
  evidence: Evidence;
  analysis: Analysis;
  /** Takes the focus when a reader goes into the detail. */
  heading: RefObject<HTMLHeadingElement>;
  /** Back to the list, the selection stays. */
  onBack: () => void;
  /** Ends the selection. */
  onClose: () => void;
}

/** The answer in a sentence, then its proof, then what to do. */
export function ConversionDetail({ conversion, evidence, analysis, heading, onBack, onClose }: ConversionDetailProps) {
  const stations = useMemo(() => analysis.custodyOf(conversion), [conversion, analysis]);
  const call = stations.find(({ station }) => station === 'sdk-call');
  return (
    <section class="detail" aria-label={DETAIL.label} onKeyDown={onEscape(true, onBack)}>
      <DetailHead conversion={conversion} heading={heading} onBack={onBack} onClose={onClose} />
      <VerdictSummary conversion={conversion} />
      <KeysTable conversion={conversion} />
      <CustodyChain stations={stations} />
      <WhySection conversion={conversion} />
      <FixSection conversion={conversion} source={call?.source ?? null} />
      <DriftSection conversion={conversion} />
      <RuleSection conversion={conversion} />
      <ConversionCopies conversion={conversion} analysis={analysis} />
      <DelaySlider key={`delay ${conversion.id}`} conversion={conversion} judgeDelay={analysis.judgeDelay} />
      <Senders conversion={conversion} />
      <Requests key={conversion.id} conversion={conversion} evidence={evidence} redact={analysis.redactCapture} />
      <ServerPayloads key={`server ${conversion.id}`} conversion={conversion} redact={analysis.redactConversion} />
    </section>
  );
}

function DetailHead({ conversion, heading, onBack, onClose }: Omit<ConversionDetailProps, 'evidence' | 'analysis'>) {
  const { verdict, platform, eventName, pixelId, orderId } = conversion;
  const facts = [eventTitle(platform, eventName), pixelId === '' ? '' : DETAIL.pixel(pixelId), orderId === null ? '' : PANEL.order(orderId)];
  const shown = facts.filter(Boolean).join(', ');
  return (
    <header class="detail-head">
      <div class="detail-top">
        <button type="button" class="icon-button back" aria-label={DETAIL.back} title={DETAIL.back} onClick={onBack}>
          <ArrowLeft size={16} aria-hidden="true" />
        </button>
        <OutcomeBadge outcome={verdict.outcome} />
        <span class="muted facts" title={shown}>
          {shown}
        </span>
        <button type="button" class="icon-button close" aria-label={DETAIL.close} title={DETAIL.close} onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      <h2 ref={heading} tabIndex={-1}>
        {verdict.sentence}
      </h2>
    </header>
  );
}

import type { JudgedConversion } from '../../lib/model/verdict.ts';
import type { Analysis } from '../analysis.ts';
import { CopyButton } from '../copy-button.tsx';
import { COPY } from '../strings.ts';
import { toMarkdown } from './conversion-markdown.ts';
import { asJson } from './copy-request.ts';

/** The whole conversion for a ticket or another program, redacted. */
export function ConversionCopies({ conversion, analysis }: { conversion: JudgedConversion; analysis: Analysis }) {
  return (
    <div class="copies">
      <CopyButton name={COPY.markdown} text={() => evidenceOf([conversion], analysis)} />
      <CopyButton name={COPY.json} text={() => asJson(analysis.redactConversion(conversion))} />
      <span class="muted">{COPY.redacted}</span>
    </div>
  );
}

/** Conversions with their proof as Markdown. */
export function evidenceOf(conversions: readonly JudgedConversion[], analysis: Analysis): string {
  const redacted = conversions.map(analysis.redactConversion);
  return redacted.map((conversion) => toMarkdown(conversion, analysis.custodyOf(conversion))).join('\n');
}

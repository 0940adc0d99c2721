import type { JudgedConversion } from '../../lib/model/verdict.ts';
import { CopyButton } from '../copy-button.tsx';
import { BASIS_WORDS, DETAIL, DRIFT_NAMES, JOINED_WORDS, asSentence } from '../strings.ts';
import { DetailSection } from './detail-section.tsx';

type Props = { conversion: JudgedConversion };

/** Named causes, the decisive one first, and why the events stand together where that is not the rule itself. */
export function WhySection({ conversion: { verdict, joinedBy } }: Props) {
  const joined = joinedBy === null || joinedBy === 'rule' ? [] : [JOINED_WORDS[joinedBy]];
  const lines = [...verdict.causes.map(({ detail }) => asSentence(detail)), ...(verdict.notes ?? []), ...joined];
  if (lines.length === 0) return null;
  return (
    <DetailSection title={DETAIL.why}>
      {lines.length === 1 ? (
        <p>{lines[0]}</p>
      ) : (
        <ul class="lines">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </DetailSection>
  );
}

/** `source`: script and line of the call that is to be changed, null where it was not seen. */
export function FixSection({ conversion: { verdict }, source }: Props & { source: string | null }) {
  const { fix } = verdict;
  if (fix === null) return null;
  const { text, snippet } = fix;
  return (
    <DetailSection title={source === null ? DETAIL.fix : DETAIL.fixIn(source)}>
      <p>{text}</p>
      {snippet !== null && (
        <div class="snippet">
          <pre tabIndex={0} aria-label={DETAIL.fix}>
            {snippet}
          </pre>
          <CopyButton name={DETAIL.copySnippet} text={() => snippet} iconOnly />
        </div>
      )}
    </DetailSection>
  );
}

/** Which copy survives and where the two disagree. */
export function DriftSection({ conversion: { verdict } }: Props) {
  const { drift, survivor } = verdict;
  if (drift.length === 0) return survivor === null ? null : <DetailSection title={DETAIL.kept}><p>{DETAIL.survivor[survivor]}</p></DetailSection>;
  return (
    <DetailSection title={DETAIL.drift}>
      <table class="keys">
        <thead>
          <tr>
            <td />
            <th scope="col">{DETAIL.browser}</th>
            <th scope="col">{DETAIL.server}</th>
          </tr>
        </thead>
        <tbody>
          {drift.map(({ field, browser, server }) => (
            <tr key={field}>
              <th scope="row">{DRIFT_NAMES[field]}</th>
              <td class="mono value">{browser}</td>
              <td class="mono value">{server}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {survivor !== null && <p class="after">{DETAIL.survivor[survivor]}</p>}
    </DetailSection>
  );
}

export function RuleSection({ conversion: { verdict } }: Props) {
  const { summary, source } = verdict.rule;
  return (
    <DetailSection title={DETAIL.rule}>
      <p>
        {summary}{' '}
        <a href={source.url} target="_blank" rel="noreferrer">
          {source.title}
        </a>
        {DETAIL.checked(source.checkedOn)}
        {BASIS_WORDS[verdict.basis]}.
      </p>
    </DetailSection>
  );
}

import type { Revisit, RevisitLine } from '../../lib/model/revisit.ts';
import { OutcomeBadge } from '../outcome.tsx';
import { REVISIT, eventTitle } from '../strings.ts';
import { WideTable } from './wide-table.tsx';

interface RevisitResultProps {
  kind: Revisit;
  /** True while pixels may still come. */
  running: boolean;
  lines: readonly RevisitLine[];
  onConversion: (conversionId: string) => void;
}

/** What each platform counted before and counts now; it follows the log, since the server's side may still come. */
export function RevisitResult({ kind, running, lines, onConversion }: RevisitResultProps) {
  return (
    <section class="revisit-result">
      <h3>{REVISIT.resultTitle(REVISIT.kinds[kind].name)}</h3>
      <p role="status" class="revisit-sum">
        {running ? REVISIT.running : summary(lines)}
      </p>
      <WideTable label={REVISIT.table}>
        <thead>
          <tr>
            <th scope="col">{REVISIT.event}</th>
            {[REVISIT.fires, REVISIT.before, REVISIT.after].map((name) => (
              <th key={name} scope="col" class="num">
                {name}
              </th>
            ))}
            <th scope="col">{REVISIT.verdict}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <ResultLine key={line.conversion.id} line={line} onConversion={onConversion} />
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}

function ResultLine({ line, onConversion }: { line: RevisitLine; onConversion: (conversionId: string) => void }) {
  const { conversion, before, after, newFires } = line;
  const title = eventTitle(conversion.platform, conversion.eventName);
  return (
    <tr>
      <th scope="row">
        <button type="button" class="link" onClick={() => onConversion(conversion.id)}>
          {title}
        </button>
      </th>
      <td class="num">{newFires}</td>
      <td class="num">{before ?? REVISIT.unknown}</td>
      <td class={`num ${isWorse(line) ? 'bad' : ''}`}>{after ?? REVISIT.unknown}</td>
      <td>
        <OutcomeBadge outcome={conversion.verdict.outcome} />
        <small class="muted">{conversion.verdict.sentence}</small>
      </td>
    </tr>
  );
}

function isWorse({ before, after, conversion }: RevisitLine): boolean {
  return after !== null && (before === null ? after > conversion.verdict.expected : after > before);
}

function summary(lines: readonly RevisitLine[]): string {
  if (lines.every(({ newFires }) => newFires === 0)) return REVISIT.quiet;
  const worse = lines.filter(isWorse).length;
  const open = lines.filter(({ after }) => after === null).length;
  const words = [worse > 0 ? REVISIT.worse(worse) : '', open > 0 ? REVISIT.open(open) : ''].filter(Boolean);
  return words.join(' ') || REVISIT.safe;
}

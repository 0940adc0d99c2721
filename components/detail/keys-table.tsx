import type { JudgedConversion, KeyComparison, KeyResult } from '../../lib/model/verdict.ts';
import { diffText } from '../diff-text.ts';
import type { TextRun } from '../diff-text.ts';
import { formatSpan } from '../format.ts';
import { MarkedText } from '../marked-text.tsx';
import { DETAIL, KEY_NAMES, PLATFORM_NAMES, RESULT_WORDS, WINDOW_WORDS } from '../strings.ts';
import { DetailSection } from './detail-section.tsx';

const TONES: Record<KeyResult, string> = { equal: 'ok', different: 'bad', missing: 'bad', 'not-comparable': 'wait' };

/** The proof: each key with both values and how they compare. */
export function KeysTable({ conversion }: { conversion: JudgedConversion }) {
  const { keys } = conversion.verdict;
  if (keys.length === 0) return null;
  return (
    <DetailSection title={DETAIL.keys(PLATFORM_NAMES[conversion.platform])}>
      <table class="keys">
        <thead>
          <tr>
            <td />
            <th scope="col">{DETAIL.browser}</th>
            <th scope="col">{DETAIL.server}</th>
            <th scope="col">
              <span class="visually-hidden">{DETAIL.result}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((comparison) => (
            <KeyRow key={comparison.key} comparison={comparison} />
          ))}
        </tbody>
      </table>
    </DetailSection>
  );
}

function KeyRow({ comparison }: { comparison: KeyComparison }) {
  const { key, result, note } = comparison;
  const words = key === 'window' ? WINDOW_WORDS : RESULT_WORDS;
  const apart = key === 'window' ? windowWords(comparison) : null;
  return (
    <tr>
      <th scope="row">{KEY_NAMES[key]}</th>
      {apart === null ? <ValueCells comparison={comparison} /> : <td colSpan={2}>{apart}</td>}
      <td class="key-result">
        <span class={TONES[result]}>{words[result]}</span>
        {note !== null && apart === null && <small class="muted">{note}</small>}
      </td>
    </tr>
  );
}

/** The two times of receipt as one span, since only their distance is compared. */
function windowWords({ browser, server, note }: KeyComparison): string {
  const gapMs = browser === null || server === null ? NaN : Math.abs(Date.parse(server) - Date.parse(browser));
  const apart = Number.isNaN(gapMs) ? [] : [DETAIL.apart(formatSpan(gapMs))];
  return [...apart, ...(note === null ? [] : [note])].join(', ');
}

function ValueCells({ comparison: { browser, server, result } }: { comparison: KeyComparison }) {
  const differ = result === 'different' && browser !== null && server !== null;
  const runs = differ ? diffText(browser, server) : { a: plain(browser), b: plain(server) };
  return (
    <>
      <ValueCell runs={runs.a} />
      <ValueCell runs={runs.b} />
    </>
  );
}

function ValueCell({ runs }: { runs: readonly TextRun[] | null }) {
  return <td class={runs === null ? 'muted' : 'mono value'}>{runs === null ? DETAIL.none : <MarkedText runs={runs} />}</td>;
}

function plain(text: string | null): readonly TextRun[] | null {
  return text === null ? null : [{ text, differs: false }];
}

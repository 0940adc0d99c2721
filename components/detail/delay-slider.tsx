import { useState } from 'preact/hooks';
import type { JudgedConversion, Verdict } from '../../lib/model/verdict.ts';
import { formatSpan } from '../format.ts';
import { OutcomeBadge } from '../outcome.tsx';
import { WHAT_IF } from '../strings.ts';
import { DetailSection } from './detail-section.tsx';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Delays that tell something: around the windows that platforms name (5 min, 24 h, 48 h, 7 d), and on the other side of the browser. */
const DELAYS_MS = [
  ...[-48, -24, -1].map((hours) => hours * HOUR_MS),
  -MINUTE_MS,
  0,
  MINUTE_MS,
  6 * MINUTE_MS,
  ...[1, 6, 12, 23, 25, 36, 47, 49, 72, 144, 169, 192, 720].map((hours) => hours * HOUR_MS),
];

interface DelaySliderProps {
  conversion: JudgedConversion;
  judgeDelay: (conversion: JudgedConversion, serverDelayMs: number) => Verdict;
}

/** Moves the server event in time and shows what the platform would do then. Needs both sides. */
export function DelaySlider({ conversion, judgeDelay }: DelaySliderProps) {
  const { browser, server, gapMs } = conversion;
  const [delayMs, setDelayMs] = useState<number | null>(null);
  if (browser.length === 0 || server.length === 0 || gapMs === null) return null;
  const delays = [...new Set([...DELAYS_MS, gapMs])].sort((a, b) => a - b);
  const shown = delayMs ?? gapMs;
  const verdict = delayMs === null ? conversion.verdict : judgeDelay(conversion, delayMs);
  const move = (place: number) => {
    const to = delays[place] ?? gapMs;
    setDelayMs(to === gapMs ? null : to);
  };
  return (
    <DetailSection title={WHAT_IF.title}>
      <div class="what-if">
        <input
          type="range"
          min={0}
          max={delays.length - 1}
          step={1}
          value={delays.indexOf(shown)}
          aria-label={WHAT_IF.slider}
          aria-valuetext={delayWords(shown, gapMs)}
          onInput={(event) => move(Number(event.currentTarget.value))}
        />
        <button type="button" class="button" disabled={delayMs === null} onClick={() => setDelayMs(null)}>
          {WHAT_IF.reset}
        </button>
      </div>
      <p class="what-if-at">{delayWords(shown, gapMs)}</p>
      <Imagined verdict={verdict} />
    </DetailSection>
  );
}

/** Two lines are always taken up, so that nothing below moves while the slider does. */
function Imagined({ verdict }: { verdict: Verdict }) {
  return (
    <div class="what-if-result" role="status">
      <p>
        <OutcomeBadge outcome={verdict.outcome} /> <span class="muted">{WHAT_IF.counted(verdict.counted, verdict.expected)}</span>
      </p>
      <p>{verdict.sentence}</p>
    </div>
  );
}

function delayWords(delayMs: number, observedMs: number): string {
  const words = delayMs === 0 ? WHAT_IF.same : delayMs > 0 ? WHAT_IF.after(formatSpan(delayMs)) : WHAT_IF.before(formatSpan(-delayMs));
  return delayMs === observedMs ? WHAT_IF.observed(words) : words;
}

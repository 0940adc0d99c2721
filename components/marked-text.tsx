import type { TextRun } from './diff-text.ts';

/** Text in runs; what differs from the other side is marked. */
export function MarkedText({ runs }: { runs: readonly TextRun[] }) {
  return <>{runs.map(({ text, differs }, index) => (differs ? <mark key={index}>{text}</mark> : text))}</>;
}

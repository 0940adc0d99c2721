/** A time in which the browser's requests were recorded. Unix ms. */
export interface RecordedSpan {
  from: number;
  /** null = it still runs. */
  to: number | null;
}

import { EMPTY, LIST } from '../strings.ts';
import type { Filtered } from './filter-conversions.ts';

export interface EmptyListProps {
  recording: boolean;
  filtered: Filtered;
  onRecord: () => void;
  onClearFilters: () => void;
  onAllTabs: () => void;
  onKeepLog: () => void;
}

/** Why the list is empty, and the next step. */
export function EmptyList({ recording, filtered, onRecord, onClearFilters, onAllTabs, onKeepLog }: EmptyListProps) {
  const { measured, inScope, searched } = filtered;
  if (searched < 1) return <Empty title={LIST.searching} text={LIST.searchingText} />;
  if (measured > 0 && measured === inScope) return <Empty {...EMPTY.onlyMeasured} text={EMPTY.onlyMeasured.text(measured)} onButton={onClearFilters} />;
  if (inScope > 0) return <Empty {...EMPTY.filtered} text={EMPTY.filtered.text(inScope)} onButton={onClearFilters} />;
  if (!recording) return <Empty {...EMPTY.notRecording} onButton={onRecord} />;
  if (filtered.earlier > 0) return <Empty {...EMPTY.earlier} text={EMPTY.earlier.text(filtered.earlier)} onButton={onKeepLog} />;
  if (filtered.elsewhere > 0) return <Empty {...EMPTY.otherTabs} text={EMPTY.otherTabs.text(filtered.elsewhere)} onButton={onAllTabs} />;
  return <Empty {...EMPTY.nothingYet} />;
}

interface EmptyProps {
  title: string;
  text: string;
  button?: string;
  onButton?: () => void;
}

export function Empty({ title, text, button, onButton }: EmptyProps) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      <p>{text}</p>
      {button !== undefined && (
        <button type="button" class="button" onClick={onButton}>
          {button}
        </button>
      )}
    </div>
  );
}

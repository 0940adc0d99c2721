import { Search } from 'lucide-preact';
import type { RefObject } from 'preact';
import type { PlatformId } from '../../lib/model/platform-id.ts';
import { OUTCOMES } from '../../lib/model/verdict.ts';
import type { Outcome } from '../../lib/model/verdict.ts';
import { onEscape } from '../on-escape.ts';
import { OutcomeIcon } from '../outcome.tsx';
import { LIST, OUTCOME_WORDS, PANEL, PLATFORM_NAMES } from '../strings.ts';
import { ChoiceMenu } from './choice-menu.tsx';
import { ColumnMenu } from './column-menu.tsx';
import type { ColumnId } from './columns.ts';
import type { Filtered } from './filter-conversions.ts';
import type { Filters } from './panel-store.ts';

export interface FilterBarProps {
  filters: Filters;
  filtered: Filtered;
  search: RefObject<HTMLInputElement>;
  onChange: (change: Partial<Filters>) => void;
  onToggleOutcome: (outcome: Outcome) => void;
  onTogglePlatform: (platform: PlatformId) => void;
  /** null where the view has no columns to choose. */
  columns: readonly ColumnId[] | null;
  onToggleColumn: (column: ColumnId) => void;
}

export function FilterBar(props: FilterBarProps) {
  const { filters, filtered, search, onChange, onToggleOutcome, columns } = props;
  return (
    <div class="filters" role="search" aria-label={PANEL.filter}>
      <SearchField text={filters.search} searched={filtered.searched} field={search} onChange={(text) => onChange({ search: text })} />
      <OutcomeChips filters={filters} filtered={filtered} onChange={onChange} onToggleOutcome={onToggleOutcome} />
      <div class="filters-end">
        <button
          type="button"
          class="chip"
          aria-pressed={filters.conversionsOnly}
          title={PANEL.conversionsOnlyHint}
          onClick={() => onChange({ conversionsOnly: !filters.conversionsOnly })}
        >
          {PANEL.conversionsOnly}
        </button>
        {(filtered.elsewhere > 0 || filters.allTabs) && (
          <button type="button" class="chip" aria-pressed={filters.allTabs} onClick={() => onChange({ allTabs: !filters.allTabs })}>
            {PANEL.allTabs}
          </button>
        )}
        <PlatformMenu filters={filters} filtered={filtered} onTogglePlatform={props.onTogglePlatform} />
        {columns !== null && <ColumnMenu columns={columns} onToggle={props.onToggleColumn} />}
      </div>
    </div>
  );
}

interface SearchFieldProps {
  text: string;
  /** From 0 to 1 = all of the session. */
  searched: number;
  field: RefObject<HTMLInputElement>;
  onChange: (text: string) => void;
}

function SearchField({ text, searched, field, onChange }: SearchFieldProps) {
  return (
    <div class="search">
      <Search size={14} aria-hidden="true" />
      <input
        ref={field}
        type="search"
        aria-label={PANEL.search}
        aria-keyshortcuts="/"
        placeholder={PANEL.search}
        value={text}
        onInput={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onEscape(text !== '', () => onChange(''))}
      />
      {text === '' && (
        <kbd class="mono" aria-hidden="true">
          /
        </kbd>
      )}
      {searched < 1 && (
        <span class="searched muted" aria-hidden="true">
          {LIST.searched(Math.floor(searched * 100))}
        </span>
      )}
    </div>
  );
}

function OutcomeChips({ filters, filtered, onChange, onToggleOutcome }: Pick<FilterBarProps, 'filters' | 'filtered' | 'onChange' | 'onToggleOutcome'>) {
  const present = OUTCOMES.filter((outcome) => filtered.byOutcome.has(outcome) || filters.outcomes.includes(outcome));
  return (
    <div class="chips" role="group" aria-label={PANEL.verdicts}>
      <button type="button" class="chip" aria-pressed={filters.outcomes.length === 0} onClick={() => onChange({ outcomes: [] })}>
        {PANEL.all} <b>{filtered.ofAllOutcomes}</b>
      </button>
      {present.map((outcome) => (
        <button key={outcome} type="button" class="chip" aria-pressed={filters.outcomes.includes(outcome)} onClick={() => onToggleOutcome(outcome)}>
          <OutcomeIcon outcome={outcome} />
          {OUTCOME_WORDS[outcome]} <b>{filtered.byOutcome.get(outcome) ?? 0}</b>
        </button>
      ))}
    </div>
  );
}

function PlatformMenu({ filters: { platforms }, filtered, onTogglePlatform }: Pick<FilterBarProps, 'filters' | 'filtered' | 'onTogglePlatform'>) {
  const offered = [...new Set([...filtered.platforms, ...platforms])];
  const choices = offered.map((id) => ({ id, name: PLATFORM_NAMES[id], chosen: platforms.includes(id) }));
  return (
    <ChoiceMenu label={LIST.platforms} kind="platforms" choices={choices} onToggle={onTogglePlatform}>
      {platformWords(platforms)}
    </ChoiceMenu>
  );
}

function platformWords(platforms: readonly PlatformId[]): string {
  if (platforms.length === 0) return PANEL.allPlatforms;
  return platforms.length > 2 ? LIST.platformCount(platforms.length) : platforms.map((id) => PLATFORM_NAMES[id]).join(', ');
}

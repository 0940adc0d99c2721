import { Search } from 'lucide-preact';
import type { RefObject } from 'preact';
import { isPlatformId } from '../../lib/model/platform-id.ts';
import { OUTCOMES } from '../../lib/model/verdict.ts';
import type { Outcome } from '../../lib/model/verdict.ts';
import { OutcomeIcon } from '../outcome.tsx';
import { OUTCOME_WORDS, PANEL, PLATFORM_NAMES } from '../strings.ts';
import type { Filtered } from './filter-conversions.ts';
import type { Filters } from './panel-store.ts';

export interface FilterBarProps {
  filters: Filters;
  filtered: Filtered;
  search: RefObject<HTMLInputElement>;
  onChange: (change: Partial<Filters>) => void;
  onToggleOutcome: (outcome: Outcome) => void;
}

export function FilterBar({ filters, filtered, search, onChange, onToggleOutcome }: FilterBarProps) {
  return (
    <div class="filters" role="search" aria-label={PANEL.filter}>
      <SearchField text={filters.search} field={search} onChange={(text) => onChange({ search: text })} />
      <OutcomeChips filters={filters} filtered={filtered} onChange={onChange} onToggleOutcome={onToggleOutcome} />
      <span class="grow" />
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
      <PlatformSelect filters={filters} filtered={filtered} onChange={onChange} />
    </div>
  );
}

function SearchField({ text, field, onChange }: { text: string; field: RefObject<HTMLInputElement>; onChange: (text: string) => void }) {
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
        onKeyDown={(event) => event.key === 'Escape' && onChange('')}
      />
      {text === '' && (
        <kbd class="mono" aria-hidden="true">
          /
        </kbd>
      )}
    </div>
  );
}

function OutcomeChips({ filters, filtered, onChange, onToggleOutcome }: Omit<FilterBarProps, 'search'>) {
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

function PlatformSelect({ filters, filtered, onChange }: Pick<FilterBarProps, 'filters' | 'filtered' | 'onChange'>) {
  const { platform } = filters;
  const offered = platform === null || filtered.platforms.includes(platform) ? filtered.platforms : [...filtered.platforms, platform];
  return (
    <select
      class="select"
      aria-label={PANEL.platform}
      value={platform ?? ''}
      onChange={({ currentTarget: { value } }) => onChange({ platform: isPlatformId(value) ? value : null })}
    >
      <option value="">{PANEL.allPlatforms}</option>
      {offered.map((each) => (
        <option key={each} value={each}>
          {PLATFORM_NAMES[each]}
        </option>
      ))}
    </select>
  );
}

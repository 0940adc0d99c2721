import type { HostSuggestion } from '../../lib/model/suggestion.ts';
import { PLATFORM_NAMES, SUGGESTION } from '../strings.ts';
import { useStore } from '../use-store.ts';
import { editDraft } from './options-store.ts';
import type { LinesProps } from './relay-lines.tsx';

/** Hosts that the recorder suggests, each with its two answers; they go into the draft and are saved with it. */
export function SuggestedHosts({ store, actions: { newId } }: LinesProps) {
  const draft = useStore(store, (state) => state.draft);
  const suggestions = useStore(store, (state) => state.suggestions);
  if (draft === null) return null;
  const open = suggestions.filter(({ host }) => !draft.dismissedHosts.includes(host) && !draft.firstParty.some((line) => line.host.trim().toLowerCase() === host));
  if (open.length === 0) return null;
  const accept = ({ host, platform }: HostSuggestion) => editDraft(store, { firstParty: [...draft.firstParty, { id: newId(), host, platform }] });
  const dismiss = ({ host }: HostSuggestion) => editDraft(store, { dismissedHosts: [...draft.dismissedHosts, host] });
  return (
    <section>
      <h3>{SUGGESTION.title}</h3>
      <p class="muted">{SUGGESTION.hint}</p>
      <ul class="suggestions">
        {open.map((suggestion) => (
          <li key={suggestion.host}>
            <span>
              {SUGGESTION.text(suggestion.requests, suggestion.host, PLATFORM_NAMES[suggestion.platform])} <span class="muted">{suggestion.signs}</span>
            </span>
            <button type="button" class="button" onClick={() => accept(suggestion)}>
              {SUGGESTION.accept(suggestion.host, PLATFORM_NAMES[suggestion.platform])}
            </button>
            <button type="button" class="button" aria-label={SUGGESTION.dismissLabel(suggestion.host)} onClick={() => dismiss(suggestion)}>
              {SUGGESTION.dismiss}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

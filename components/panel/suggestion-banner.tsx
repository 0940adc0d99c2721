import { Lightbulb } from 'lucide-preact';
import type { HostSuggestion } from '../../lib/model/suggestion.ts';
import { PLATFORM_NAMES, SUGGESTION } from '../strings.ts';

export interface SuggestionBannerProps {
  /** null = nothing to suggest. */
  suggestion: HostSuggestion | null;
  onAnswer: (suggestion: HostSuggestion, accepted: boolean) => void;
}

/** Offers to treat a host that gets what looks like a platform's events as that platform's. */
export function SuggestionBanner({ suggestion, onAnswer }: SuggestionBannerProps) {
  if (suggestion === null) return null;
  const { host, platform, signs, requests } = suggestion;
  const name = PLATFORM_NAMES[platform];
  return (
    <div class="banner browser" role="status">
      <Lightbulb size={14} aria-hidden="true" />
      <span class="banner-text">
        {SUGGESTION.text(requests, host, name)} <span class="muted">{signs}</span>
      </span>
      <button type="button" class="button" onClick={() => onAnswer(suggestion, true)}>
        {SUGGESTION.accept(host, name)}
      </button>
      <button type="button" class="button" aria-label={SUGGESTION.dismissLabel(host)} onClick={() => onAnswer(suggestion, false)}>
        {SUGGESTION.dismiss}
      </button>
    </div>
  );
}

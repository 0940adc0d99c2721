import { TriangleAlert } from 'lucide-preact';
import type { RelayHealth } from '../../lib/model/log.ts';
import { PANEL } from '../strings.ts';

export interface RelayBannerProps {
  relay: RelayHealth;
  onOptions: () => void;
  onRetry: () => void;
}

/** Says why verdicts stay undetermined while the relay cannot be asked; nothing while it works. */
export function RelayBanner({ relay, onOptions, onRetry }: RelayBannerProps) {
  if (relay.state === 'ok') return null;
  const absent = relay.state === 'absent';
  const text = absent ? PANEL.bannerAbsent : PANEL.relayNote(relay.host, relay.message ?? PANEL.relayErrorUnnamed);
  return (
    <div class={absent ? 'banner browser' : 'banner bad'} role="status">
      <TriangleAlert size={14} aria-hidden="true" />
      <span class="banner-text">{text}</span>
      {!absent && (
        <button type="button" class="button" onClick={onRetry}>
          {PANEL.retry}
        </button>
      )}
      <button type="button" class="button" onClick={onOptions}>
        {absent ? PANEL.configureRelay : PANEL.relayOptions}
      </button>
    </div>
  );
}

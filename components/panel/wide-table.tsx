import type { ComponentChildren } from 'preact';

/** A table that may be wider than the panel: it scrolls by itself, by keyboard, too. */
export function WideTable({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="wide" role="region" aria-label={label} tabIndex={0}>
      <table class="figures" aria-label={label}>
        {children}
      </table>
    </div>
  );
}

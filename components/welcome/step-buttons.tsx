import type { ComponentChildren } from 'preact';
import { WELCOME } from '../strings.ts';

/** The row that ends a step. */
export function StepButtons({ onBack, children }: { onBack?: () => void; children: ComponentChildren }) {
  return (
    <div class="step-buttons">
      {onBack !== undefined && (
        <button type="button" class="button" onClick={onBack}>
          {WELCOME.back}
        </button>
      )}
      {children}
    </div>
  );
}

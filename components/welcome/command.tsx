import { CopyButton } from '../copy-button.tsx';
import { WELCOME } from '../strings.ts';

/** A command for the terminal, to copy. */
export function Command({ command }: { command: string }) {
  return (
    <p class="command">
      <code class="mono">{command}</code>
      <CopyButton name={WELCOME.copyCommand} text={() => command} />
    </p>
  );
}

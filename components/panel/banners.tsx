import { FolderOpen, TriangleAlert } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { EMPTY, SESSION_FILE } from '../strings.ts';

/** The background does not answer; what was read stays. */
export function FailureBanner({ message, onReconnect }: { message: string; onReconnect: () => void }) {
  return (
    <Banner tone="bad" text={`${EMPTY.unreachable.title}: ${message}`}>
      <button type="button" class="button" onClick={onReconnect}>
        {EMPTY.unreachable.button}
      </button>
    </Banner>
  );
}

/** A file is shown, not what is recorded. */
export function FileBanner({ name, onClose }: { name: string; onClose: () => void }) {
  return (
    <Banner tone="server" text={SESSION_FILE.viewing(name)} icon={<FolderOpen size={14} aria-hidden="true" />}>
      <button type="button" class="button" onClick={onClose}>
        {SESSION_FILE.back}
      </button>
    </Banner>
  );
}

/** A file that cannot be read costs nothing that is shown. */
export function FileFailureBanner({ message, onDismiss }: { message: string; onDismiss: () => void }) {
  return (
    <Banner tone="bad" text={message}>
      <button type="button" class="button" onClick={onDismiss}>
        {SESSION_FILE.dismiss}
      </button>
    </Banner>
  );
}

interface BannerProps {
  tone: 'bad' | 'server';
  text: string;
  icon?: ComponentChildren;
  children: ComponentChildren;
}

function Banner({ tone, text, icon, children }: BannerProps) {
  return (
    <div class={`banner ${tone}`} role="status">
      {icon ?? <TriangleAlert size={14} aria-hidden="true" />}
      <span class="banner-text">{text}</span>
      {children}
    </div>
  );
}

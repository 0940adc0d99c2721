import { Check, Copy } from 'lucide-preact';
import { useEffect, useState } from 'preact/hooks';
import { copyText } from './copy-text.ts';
import { DETAIL } from './strings.ts';

const SHOWN_MS = 1_500;

interface CopyButtonProps {
  /** Accessible name; also the visible word unless `iconOnly`. */
  name: string;
  text: () => string;
  iconOnly?: boolean;
}

/** Copies a text and says for a moment whether it worked. */
export function CopyButton({ name, text, iconOnly = false }: CopyButtonProps) {
  const [result, setResult] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (result === null) return undefined;
    const timer = setTimeout(() => setResult(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = async () => setResult((await copyText(text())) ? 'copied' : 'failed');
  const said = result === null ? '' : result === 'copied' ? DETAIL.copied : DETAIL.copyFailed;
  return (
    <>
      <button type="button" class={iconOnly ? 'icon-button' : 'button'} aria-label={name} title={name} onClick={() => void copy()}>
        {result === 'copied' ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
        {!iconOnly && name}
      </button>
      <span class="visually-hidden" role="status">
        {said}
      </span>
    </>
  );
}

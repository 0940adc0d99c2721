import { useId } from 'preact/hooks';

interface TextFieldProps {
  label: string;
  hint?: string;
  value: string;
  error: string | undefined;
  type?: 'text' | 'password';
  onInput: (value: string) => void;
}

/** A labelled field with its hint and, where it cannot be saved, why. */
export function TextField({ label, hint, value, error, type = 'text', onInput }: TextFieldProps) {
  const id = useId();
  const described = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={error !== undefined}
        {...(described === '' ? {} : { 'aria-describedby': described })}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {hint !== undefined && (
        <small id={`${id}-hint`} class="muted">
          {hint}
        </small>
      )}
      {error !== undefined && (
        <small id={`${id}-error`} class="bad">
          {error}
        </small>
      )}
    </div>
  );
}

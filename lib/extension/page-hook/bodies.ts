import type { CaptureBody } from '../../model/capture.ts';
import { attempt, isArray, isText, peek } from './natives.ts';

/** Larger bodies are no pixel's; a copy would only cost the page memory. */
const MAX_BODY = 262_144;

const NativeBlob = Blob;
const NativeForm = FormData;
const NativeSearch = URLSearchParams;
const NativeResponse = Response;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

type Text = string | null | undefined;

const blobs = new WeakMap<object, string>();
/** Texts of the Blobs that were put into a form, by name; null = not known, or several of one name. */
const forms = new WeakMap<object, Map<string, Text>>();

/** The text of a body that can be read at once and again: strings, known Blobs, UTF-8 bytes. */
function textOf(value: unknown): Text {
  if (isText(value) || value instanceof NativeSearch) return `${value as string}`;
  if (value instanceof NativeBlob) return blobs.get(value);
  return attempt(() => ((value as ArrayBuffer).byteLength <= MAX_BODY ? decoder.decode(value as ArrayBuffer) : null));
}

/** Keeps what a new Blob was made of, within its constructor's call: later, in `pagehide`, there is no time to read it. */
export function rememberBlob(blob: object, args: unknown[]): void {
  const parts = args[0];
  let text = '';
  if (!isArray(parts)) return;
  for (let i = 0; i < parts.length; i++) {
    const part = textOf(peek(parts, i));
    if (!isText(part) || (text += part).length > MAX_BODY) return;
  }
  blobs.set(blob, text);
}

/** Keeps the Blobs of a form, which hands out other objects than it was given. */
export function rememberFormPart(form: object, args: unknown[]): void {
  if (!(args[1] instanceof NativeBlob)) return;
  const name = `${args[0] as string}`;
  const known = forms.get(form) ?? new Map<string, Text>();
  forms.set(form, known.set(name, known.has(name) ? null : blobs.get(args[1])));
}

/** A form's fields, a Blob's as its text; null where one cannot be read. */
function fieldsOf(form: FormData): [string, string][] | null {
  const fields = Array.from(form, ([name, value]) => [name, isText(value) ? value : forms.get(form)?.get(name)]);
  return fields.every(([, text]) => isText(text)) ? (fields as [string, string][]) : null;
}

/** Reads a body without using it up, with the Content-Type that the browser gives it: what can be read only once (a stream) is left alone. */
export function readBody(value: unknown): [body: CaptureBody, contentType: string | null] {
  if (value === undefined || value === null) return [{ kind: 'none' }, null];
  const fields = value instanceof NativeForm ? fieldsOf(value) : null;
  const text = textOf(value);
  const isRead = fields ?? (isText(text) || value instanceof NativeBlob);
  return [
    fields ? { kind: 'form', fields } : isText(text) ? { kind: 'text', text } : { kind: 'pending', reason: 'unreadable here' },
    isRead ? new NativeResponse(value as Blob).headers.get('content-type') : null,
  ];
}

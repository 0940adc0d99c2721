/** A JSON object. Its keys come from foreign data: read them with the functions below. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Parsed JSON; undefined where the text is none. */
export function parseJson(text: string): unknown {
  if (!looksWhole(text) && !looksWhole(text.trim())) return undefined;
  const start = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    return JSON.parse(start) as unknown;
  } catch {
    return undefined;
  }
}

const WORD = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null)$/i;

/** Looked at first, because an exception costs more than all of the parsing: other text, and JSON that was cut off. */
function looksWhole(text: string): boolean {
  const last = text[text.length - 1];
  switch (text[0]) {
    case '{':
      return last === '}';
    case '[':
      return last === ']';
    case '"':
      return last === '"';
    default:
      return WORD.test(text);
  }
}

/**
 * Parsed JSON of a parameter; undefined where it is none. Long URLs are cut off, and the exception for what is left costs more than
 * all the rest of a hit: brackets that stay open tell it first. Not for bodies: they are long, and arrive whole.
 */
export function parseParamJson(text: string): unknown {
  return text.length > LONG || isBalanced(text) ? parseJson(text) : undefined;
}

/** Characters. To look through more costs as much as the exception. */
const LONG = 4_000;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** True for all JSON: outside of its texts as many brackets are closed as were opened. */
function isBalanced(text: string): boolean {
  let open = 0;
  let isInText = false;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code === BACKSLASH) place += 1;
    else if (code === QUOTE) isInText = !isInText;
    else if (!isInText) open += depthOf(code);
  }
  return open === 0 && !isInText;
}

/** 1 for `[` and `{`, −1 for `]` and `}`: they differ in this bit of case alone. */
function depthOf(code: number): number {
  const upper = code & ~0x20;
  return upper === 0x5b ? 1 : upper === 0x5d ? -1 : 0;
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one where it is none. */
export function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : NO_FIELDS;
}

const NO_FIELDS: JsonRecord = {};
const NO_ITEMS: readonly unknown[] = [];

/** The value as a list; an empty one where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : NO_ITEMS;
}

/** Text of a string or number; null for anything else and for the empty string. IDs are strings, always. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
}

/** Texts of a string, a number or a list of them. */
export function textsOf(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 1) {
    // A list that grows takes room for seventeen.
    const text = textOf(Array.isArray(value) ? value[0] : value);
    return text === null ? [] : [text];
  }
  const texts: string[] = [];
  for (const item of value as readonly unknown[]) {
    const text = textOf(item);
    if (text !== null) texts.push(text);
  }
  return texts;
}

/** Texts under one key of each object of a list: the IDs of products. */
export function textsUnder(list: unknown, key: string): string[] {
  const texts: string[] = [];
  for (const item of listOf(list)) {
    const text = isRecord(item) ? textOf(item[key]) : null;
    if (text !== null) texts.push(text);
  }
  return texts;
}

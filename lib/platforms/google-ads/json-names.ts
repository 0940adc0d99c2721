import { isRecord, type JsonRecord } from '../../wire/json.ts';

/** More than any field that is read lies deep; below it names stay as they are. */
const MAX_DEPTH = 8;

/** Google's APIs take a field by its JSON name and by the name of its definition, `orderId` and `order_id` alike: gives the former. */
export function jsonNames(value: unknown): unknown {
  return hasOtherName(value, 0) ? renamed(value, 0) : value;
}

/** Most senders use the JSON names alone: then nothing is copied. */
function hasOtherName(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.some((item) => hasOtherName(item, depth + 1));
  for (const name in value) if (name.includes('_') || hasOtherName((value as JsonRecord)[name], depth + 1)) return true;
  return false;
}

function renamed(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, depth + 1));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [jsonName(name), renamed(item, depth + 1)]));
}

function jsonName(name: string): string {
  return name.includes('_') ? name.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase()) : name;
}

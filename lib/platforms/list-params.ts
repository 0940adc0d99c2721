import type { Capture } from '../model/capture.ts';
import type { Param } from '../model/event.ts';
import type { FirstPartyRule } from '../model/settings.ts';
import { isRecord } from '../wire/json.ts';
import type { WireRequest } from '../wire/request.ts';
import { parseUrlencoded, splitLines } from '../wire/urlencoded.ts';
import { findPlatform } from './decode.ts';
import type { ParamDictionary } from './define.ts';

const OTHER = 'Other';
const MAX_DEPTH = 8;

/** Every parameter of a capture in wire order, with plain names, for the detail view; [] where it is no platform's. */
export function listParams(capture: Capture, firstParty: readonly FirstPartyRule[]): Param[] {
  const found = findPlatform(capture, firstParty);
  if (!found) return [];
  const inPath = found.platform.pathFields?.(found.request) ?? [];
  return [...inPath, ...rawParams(found.request)].map(([key, value]) => describe(key, value, found.platform.params));
}

function rawParams(request: WireRequest): [string, string][] {
  const json = request.body.json();
  const body = json === undefined ? bodyFields(request) : flatten(json, '', 0);
  return [...request.query().map(([key, value]): [string, string] => [key, value]), ...body];
}

function bodyFields(request: WireRequest): [string, string][] {
  const lines = splitLines(request.body.text());
  const isBatch = lines.length > 1 && lines.every((line) => /^[\w.]+=/.test(line));
  const fields = isBatch ? lines.flatMap((line) => parseUrlencoded(line)) : request.body.fields();
  return fields.map(([key, value]) => [key, value]);
}

function flatten(value: unknown, path: string, depth: number): [string, string][] {
  if (depth < MAX_DEPTH && Array.isArray(value)) return value.flatMap((item, index) => flatten(item, `${path}[${index}]`, depth + 1));
  if (depth < MAX_DEPTH && isRecord(value)) {
    return Object.entries(value).flatMap(([key, item]) => flatten(item, path === '' ? key : `${path}.${key}`, depth + 1));
  }
  return [[path, typeof value === 'string' ? value : printed(value)]];
}

function printed(value: unknown): string {
  return typeof value === 'object' && value !== null ? '(nested deeper)' : String(value);
}

function describe(key: string, value: string, dictionary: ParamDictionary): Param {
  const plain = key.replace(/\[\d+\]/g, '[]');
  const entry = Object.hasOwn(dictionary, plain) ? dictionary[plain] : prefixEntry(plain, dictionary);
  return { key, label: entry?.[0] ?? key, value, group: entry?.[1] ?? OTHER };
}

function prefixEntry(key: string, dictionary: ParamDictionary): readonly [string, string] | undefined {
  const prefix = Object.keys(dictionary).find((name) => name.endsWith('*') && key.startsWith(name.slice(0, -1)));
  return prefix === undefined ? undefined : dictionary[prefix];
}

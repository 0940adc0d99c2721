import type { ServerPayload } from '../lib/model/payload.ts';
import type { Vendor } from './vendors.ts';

/** What a sender may say of its body. Meta takes forms; GA4's Measurement Protocol is often sent without a type. */
export const PAYLOAD_TYPES = ['application/json', 'text/plain', 'application/x-www-form-urlencoded', ''];

/** The payload as if it had been sent to the platform itself, without credentials. */
export function toPayload(vendor: Vendor, path: string, query: string, body: { text: string; type: string }): ServerPayload {
  const url = new URL(path, vendor.origin);
  url.search = query;
  for (const name of vendor.secretParams) url.searchParams.delete(name);
  const start = { endpoint: url.href, method: 'POST', headers: { 'content-type': body.type } };
  if (body.type === 'application/x-www-form-urlencoded') return { ...start, body: readForm(body.text, vendor.secretParams), bodyEncoding: 'form' };
  const json = parseKeepingIds(body.text);
  return json === undefined ? { ...start, body: body.text, bodyEncoding: 'utf8' } : { ...start, body: json, bodyEncoding: 'json' };
}

function readForm(text: string, secretParams: readonly string[]): Record<string, string[]> {
  const params = new URLSearchParams(text);
  const names = new Set([...params.keys()].filter((name) => !secretParams.includes(name)));
  return Object.fromEntries([...names].map((name) => [name, params.getAll(name)]));
}

/** Numbers beyond 2^53 stay as they were written: an ID that loses its last digits matches nothing. */
function parseKeepingIds(text: string): unknown {
  try {
    return JSON.parse(text, keepLargeInteger);
  } catch {
    return undefined;
  }
}

/** `context.source` (ES2025) is newer than TypeScript's declaration of JSON.parse. */
function keepLargeInteger(_key: string, value: unknown, context?: { source?: string }): unknown {
  const isLarge = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isLarge && context?.source !== undefined && /^-?\d+$/.test(context.source) ? context.source : value;
}

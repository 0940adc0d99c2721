import { readdirSync, readFileSync } from 'node:fs';
import type { DecodedBrowserEvent, DecodedServerEvent } from '../../../lib/model/event.ts';
import type { ServerPayload } from '../../../lib/model/payload.ts';

/** A request as a fixture states it; its body is text. */
export interface FixtureRequest {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Fixture {
  platform: string;
  name: string;
  about: string;
  /** The document that the format was taken from. */
  source: string;
  request?: FixtureRequest;
  payload?: ServerPayload;
  /** Every event that must come out, in order; fields that are left out are not compared. */
  events: Partial<DecodedBrowserEvent & DecodedServerEvent>[];
  /** Codes of all issues. */
  issues: string[];
  /** True where research/ marks the format as unverified, or takes it from others: every event must say so. */
  unverified?: true;
}

const ROOT = new URL('../../fixtures/platforms/', import.meta.url);

export function readFixtures(): Fixture[] {
  return readdirSync(ROOT).flatMap((platform) =>
    readdirSync(new URL(`${platform}/`, ROOT)).map((file) => {
      const text = readFileSync(new URL(`${platform}/${file}`, ROOT), 'utf8');
      return { ...(JSON.parse(text) as Omit<Fixture, 'platform' | 'name'>), platform, name: file.replace('.json', '') };
    }),
  );
}

import type { Capture } from '../model/capture.ts';
import type { BrowserEvent, DecodedBrowserEvent, DecodedServerEvent, DecodeIssue } from '../model/event.ts';
import type { PlatformAnswer, ServerPayload } from '../model/payload.ts';
import type { PlatformId } from '../model/platform-id.ts';
import type { FirstPartyRule } from '../model/settings.ts';
import type { Resemblance } from '../model/suggestion.ts';
import { readRequest } from '../wire/read-request.ts';
import type { WireRequest } from '../wire/request.ts';
import { platformsAt, serverPlatformsAt } from './ask-order.ts';
import { blankBrowserEvent } from './blank-event.ts';
import type { Platform } from './define.ts';
import { endpointUrl } from './payload-body.ts';
import { platformById } from './registry.ts';
import { resemblanceOf } from './suggest.ts';
import { noteUnverified, noteUnverifiedPayload } from './unverified.ts';
import { noteConsent } from './wire-consent.ts';

/** What a capture says. `platform` null = it is no request of any known platform. */
export interface DecodedCapture {
  platform: PlatformId | null;
  events: BrowserEvent[];
  issues: readonly DecodeIssue[];
  /** What a request of no known platform looks like all the same; null where a platform claims it, or nothing is sure. */
  resembles: Resemblance | null;
}

/** One server event with what the platform answered to it; `accepted` null = not known. */
export interface AnsweredServerEvent {
  event: DecodedServerEvent;
  accepted: boolean | null;
  message: string | null;
}

export interface DecodedPayload {
  platform: PlatformId | null;
  events: AnsweredServerEvent[];
  issues: readonly DecodeIssue[];
}

/**
 * Reads a capture's events. Where the platform is known but no event can be read, one event without a name stands
 * for the request, so that the fault costs a row and not the list.
 */
export function decodeCapture(capture: Capture, firstParty: readonly FirstPartyRule[]): DecodedCapture {
  const found = findPlatform(capture, firstParty);
  if (!found) return { platform: null, events: [], issues: [], resembles: resemblanceOf(capture) };
  const { platform, request } = found;
  const decoded = platform.decodeBrowser(request);
  const events = decoded.events.length > 0 || decoded.issues.length === 0 ? decoded.events : [standIn(platform, request, decoded.issues)];
  return {
    platform: platform.id,
    events: events.map((event, index) => toBrowserEvent(noteConsent(platform, request, noteUnverified(platform, request, event)), index, capture, request.host)),
    issues: decoded.issues,
    resembles: null,
  };
}

/** The platform that a capture belongs to, with the request as decoders read it; null for none, as for a preflight: the hit follows it. */
export function findPlatform(
  capture: Pick<Capture, 'method' | 'url' | 'contentType' | 'body'>,
  firstParty: readonly FirstPartyRule[],
): { platform: Platform; request: WireRequest } | null {
  if (capture.method.length === 7 && capture.method.toUpperCase() === 'OPTIONS') return null;
  const rule = firstParty.length > 0 ? ruleFor(capture.url, firstParty) : undefined;
  const request = readRequest(capture, rule?.platform ?? null);
  if (!request) return null;
  for (const platform of platformsAt(request.host)) if (platform.matches(request)) return { platform, request };
  const platform = rule ? namedPlatform(rule, request) : null;
  return platform && { platform, request };
}

function ruleFor(url: string, firstParty: readonly FirstPartyRule[]): FirstPartyRule | undefined {
  const host = URL.parse(url)?.hostname;
  return firstParty.find((entry) => entry.host.toLowerCase() === host);
}

/** At a host that the user named, the payload's shape is enough: its paths are the shop's own. */
function namedPlatform(rule: FirstPartyRule, request: WireRequest): Platform | null {
  const platform = platformById(rule.platform);
  return platform?.shape && platform.shape.signsOf(request) !== null ? platform : null;
}

/** Reads a server payload's events and what the platform answered to each. */
export function decodeServerPayload(payload: ServerPayload, answer: PlatformAnswer): DecodedPayload {
  const platform = findServerPlatform(payload);
  if (!platform) return { platform: null, events: [], issues: [] };
  const decoded = platform.decodeServer(payload);
  const events: AnsweredServerEvent[] = [];
  for (const event of noteUnverifiedPayload(platform, payload, decoded.events)) {
    const { accepted, message } = platform.readAnswer(answer, events.length);
    events.push({ event, accepted, message });
  }
  return { platform: platform.id, events, issues: decoded.issues };
}

function findServerPlatform(payload: ServerPayload): Platform | null {
  for (const platform of serverPlatformsAt(endpointUrl(payload)?.hostname ?? '')) if (platform.matchesServer(payload)) return platform;
  return null;
}

function standIn(platform: Platform, request: WireRequest, issues: readonly DecodeIssue[]): DecodedBrowserEvent {
  return { ...blankBrowserEvent(platform.id), pixelId: platform.pixelIdInUrl(request), issues };
}

function toBrowserEvent(event: DecodedBrowserEvent, index: number, capture: Capture, host: string): BrowserEvent {
  return {
    ...event,
    side: 'browser',
    id: `${capture.id}#${index}`,
    captureId: capture.id,
    at: capture.startedAt,
    pageUrl: capture.pageUrl,
    documentId: capture.documentId,
    tabId: capture.tabId,
    host,
    delivery: capture.delivery,
  };
}

import type { ConnectionStep, Lookup } from '../model/relay.ts';
import type { PlatformId } from '../model/platform-id.ts';
import type { QueryAnswer } from './answer.ts';
import type { Capabilities, LookupStatus } from './contract.ts';
import { readEndpoint } from './endpoint.ts';
import { RelayError, type RelayErrorCode } from './relay-error.ts';

type StepName = ConnectionStep['step'];

/** An account as the relay is asked about it. */
export interface RelayPixel {
  platform: PlatformId;
  /** The server side's ID: for Google Ads the conversion action that the settings map. */
  pixelId: string;
}

/** What the test asks of a relay client. */
export interface TestedRelay {
  endpoint: string;
  capabilities: () => Promise<Capabilities>;
  query: (lookups: readonly Lookup[]) => Promise<QueryAnswer>;
}

/** The steps up to and including the first that failed. `pixels`: those whose silence the relay should vouch for. `now`: Unix ms. */
export async function testConnection({ endpoint, capabilities, query }: TestedRelay, pixels: readonly RelayPixel[], now: number): Promise<ConnectionStep[]> {
  try {
    const { relay, contract } = await capabilities();
    const spoken: ConnectionStep = { step: 'contract', ok: true, message: `Relay ${relay.name} ${relay.version} speaks ${contract}.` };
    const { results } = await query(pixels.map((pixel) => askAbout(pixel, now)));
    return [...passedBefore('contract', readEndpoint(endpoint)), spoken, pixelStep(results)];
  } catch (error) {
    return stepsUpTo(error, endpoint);
  }
}

/** Only the status of the answer is of interest: whether "none" would prove anything. */
function askAbout({ platform, pixelId }: RelayPixel, now: number): Lookup {
  return { ref: `${platform}:${pixelId}`, platform, pixelId, eventName: '', eventId: null, orderId: null, value: null, currency: null, at: now, userKeys: {} };
}

const FAILED_STEP: Readonly<Partial<Record<RelayErrorCode, StepName>>> = {
  'bad-endpoint': 'endpoint',
  'not-resolved': 'dns',
  'not-connected': 'connect',
  unreachable: 'connect',
  timeout: 'connect',
  'tls-failed': 'tls',
  'wrong-token': 'auth',
  forbidden: 'auth',
};

function stepsUpTo(error: unknown, endpoint: string): ConnectionStep[] {
  if (!(error instanceof RelayError)) throw error;
  const failed: ConnectionStep = { step: FAILED_STEP[error.code] ?? 'contract', ok: false, message: error.message };
  if (failed.step === 'endpoint') return [failed];
  const passed = passedBefore(failed.step, readEndpoint(endpoint));
  // Without the browser's name for the fault, nobody knows whether the name led anywhere; an answer that is none says nothing of the token.
  const unproven: StepName | null = error.code === 'unreachable' || error.code === 'timeout' ? 'dns' : failed.step === 'contract' ? 'auth' : null;
  return [...passed.filter(({ step }) => step !== unproven), failed];
}

const ORDER: readonly StepName[] = ['endpoint', 'dns', 'connect', 'tls', 'auth', 'contract', 'pixels'];

/** What a step that failed, or was reached, proves of those before it. Steps that the address has no use for are left out. */
function passedBefore(step: StepName, { host, hostname, protocol }: URL): ConnectionStep[] {
  const isNumber = /^[\d.]+$|^\[/.test(hostname);
  const isLocal = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  const all: (ConnectionStep | null)[] = [
    { step: 'endpoint', ok: true, message: `${host} is a valid address.` },
    isNumber ? null : { step: 'dns', ok: true, message: `The name ${hostname} leads to an address.` },
    { step: 'connect', ok: true, message: `${host} takes connections.` },
    tlsStep(protocol === 'https:', isLocal),
    { step: 'auth', ok: true, message: 'The token may read.' },
  ];
  return all.filter((each) => each !== null).filter((each) => ORDER.indexOf(each.step) < ORDER.indexOf(step));
}

function tlsStep(isHttps: boolean, isLocal: boolean): ConnectionStep | null {
  if (isHttps) return { step: 'tls', ok: true, message: 'The browser trusts the certificate.' };
  return isLocal ? null : { step: 'tls', ok: null, message: 'The address begins with http://, so the token can be read on its way: use https:// outside your own network.' };
}

const FIX = 'If all their server events run through this relay, name them in its PIXELPAIR_RELAY_PIXELS, and check that the token may read them.';

const UNCOVERED: readonly LookupStatus[] = ['not_covered', 'outside_retention'];

function pixelStep(results: readonly { ref: string; status: LookupStatus }[]): ConnectionStep {
  const step = 'pixels';
  const refs = (fits: (status: LookupStatus) => boolean): string[] => results.filter(({ status }) => fits(status)).map(({ ref }) => ref);
  const missing = refs((status) => UNCOVERED.includes(status));
  const covered = refs((status) => status === 'found' || status === 'not_found');
  if (results.length === 0) return { step, ok: null, message: 'No pixel has been recorded on these pages yet. Open one of them, then test again: it says which pixels the relay covers.' };
  if (covered.length === results.length) return { step, ok: true, message: `The relay covers every pixel recorded on these pages: ${listed(covered)}.` };
  if (missing.length === 0) return { step, ok: null, message: 'The relay has not caught up with what was sent: test again in a moment.' };
  const uncovered = `The relay does not cover ${listed(missing)}: a lone browser event there stays undetermined. ${FIX}`;
  return covered.length === 0 ? { step, ok: false, message: uncovered } : { step, ok: null, message: `The relay covers ${listed(covered)}. ${uncovered}` };
}

const LISTED = 6;

function listed(names: readonly string[]): string {
  const rest = names.length - LISTED;
  return rest > 0 ? `${names.slice(0, LISTED).join(', ')} and ${rest} more` : names.join(', ');
}

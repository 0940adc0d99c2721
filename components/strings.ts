import type { Blocker, Delivery } from '../lib/model/capture.ts';
import type { JoinedBy } from '../lib/model/conversion.ts';
import type { PlatformId } from '../lib/model/platform-id.ts';
import type { Drift } from '../lib/model/verdict.ts';

/** Every text that the panel, the popup and the options show; verdict sentences, causes and fixes come from the engine. */

export { BASIS_WORDS, KEY_NAMES, OUTCOME_WORDS, RESULT_WORDS, WINDOW_WORDS } from '../lib/model/words.ts';

export const PLATFORM_NAMES: Record<PlatformId, string> = {
  meta: 'Meta',
  tiktok: 'TikTok',
  ga4: 'GA4',
  'google-ads': 'Google Ads',
  floodlight: 'Floodlight',
  openai: 'OpenAI',
  pinterest: 'Pinterest',
  snapchat: 'Snapchat',
  linkedin: 'LinkedIn',
  reddit: 'Reddit',
  x: 'X',
  microsoft: 'Microsoft',
};

export const DRIFT_NAMES: Record<Drift['field'], string> = { value: 'Value', currency: 'Currency', contents: 'Products' };

export const JOINED_WORDS: Record<NonNullable<JoinedBy>, string> = {
  rule: 'The keys of the rule bring these events together.',
  'event-id': 'The same event ID brings these events together.',
  'event-id-near': 'Nearly the same event ID brings these events together.',
  'order-id': 'The same order brings these events together.',
  'user-key': 'The same user identifier brings these events together.',
  similarity: 'Likeness brings these events together: same meaning, value and currency, close in time. That is a guess, not a proof.',
};

export const BLOCKER_WORDS: Record<Blocker, string> = {
  client: 'blocked by an extension',
  csp: "blocked by the page's Content-Security-Policy",
  'mixed-content': 'blocked: insecure request on a secure page',
  'tracking-protection': 'blocked by tracking protection',
};

export function deliveryWords(delivery: Delivery): string {
  switch (delivery.state) {
    case 'in-flight':
      return 'in flight';
    case 'delivered':
      return delivery.status >= 400 ? ID_NOTES.refused(delivery.status) : `delivered, status ${delivery.status}`;
    case 'sent-unconfirmed':
      return 'sent; the page went away before the answer';
    case 'blocked':
      return BLOCKER_WORDS[delivery.by];
    case 'failed':
      return `failed: ${delivery.error}`;
  }
}

/** What stands in an ID's place, and beside the last of several. */
export const ID_NOTES = {
  notFired: 'not fired',
  noId: 'no ID',
  bodyUnreadable: 'body unreadable',
  requestFailed: 'request failed',
  refused: (status: number) => `refused with status ${status}`,
  rejected: 'rejected by the platform',
  askingRelay: 'asking the relay',
  notKnown: 'not known',
  notSent: 'not sent',
  more: (count: number) => `and ${count} more`,
} as const;

/** How a screen reader names the lines of an ID cell. */
export const ID_SIDES = { browser: 'browser ID', server: 'server ID', both: 'same ID' } as const;

export function gapWords(span: string): string {
  return `gap ${span}`;
}

/** A fragment from the engine as a sentence of its own. */
export function asSentence(fragment: string): string {
  const text = fragment.charAt(0).toUpperCase() + fragment.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Texts of the panel's list, bars and empty states. */
/** An event in two words; a request that could not be read has no name. */
export function eventTitle(platform: PlatformId, eventName: string): string {
  return `${PLATFORM_NAMES[platform]} ${eventName || PANEL.unreadableEvent}`;
}

export const PANEL = {
  view: 'Conversions',
  unreadableEvent: 'unreadable request',
  record: 'Recording',
  recordingOff: 'Not recording',
  startRecording: 'Start recording',
  stopRecording: 'Stop recording',
  clear: 'Clear',
  clearHint: 'Clear the recorded session',
  options: 'Options',
  exportReport: 'Export report',
  exportKinds: {
    html: ['HTML report', 'to read and to hand on; personal data redacted'],
    csv: ['CSV table', 'one line per conversion; redacted'],
    json: ['JSON report', 'the same for programs; redacted'],
    session: ['Session file', 'to judge again, in Pixelpair or with its CLI'],
  },
  filter: 'Filter conversions',
  search: 'Search IDs, orders, events',
  verdicts: 'Verdicts',
  all: 'All',
  conversionsOnly: 'Conversions only',
  conversionsOnlyHint: 'Hide page views and other measurement events',
  allTabs: 'All tabs',
  platform: 'Platform',
  allPlatforms: 'All platforms',
  columns: ['Verdict', 'Platform', 'Event', 'Event ID: browser / server', 'Value', 'Gap'],
  unknownPage: 'Page not known',
  order: (orderId: string) => `order ${orderId}`,
  conversions: (count: number) => plural(count, 'conversion'),
  /** Announced politely when the list changes. */
  shown: (shown: number, total: number) => `${shown} of ${plural(total, 'conversion')} shown`,
  loading: 'Reading the session log',
  health: 'Capture health',
  recordingSince: (time: string) => `Recording since ${time}`,
  seen: (count: number) => `${plural(count, 'request')} seen`,
  blocked: (count: number) => `${plural(count, 'request')} blocked`,
  apart: (count: number) => `${plural(count, 'automatic or remarketing event')}, not judged`,
  unreadable: (count: number) => `${plural(count, 'body', 'bodies')} unreadable`,
  fault: (message: string, count: number) => (count > 1 ? `${message} (${count} faults)` : message),
  relayAbsent: 'No relay configured',
  relayOk: (host: string | null, lag: string) => `Relay${host === null ? '' : ` ${host}`}, ${lag === '' ? 'connected' : `${lag} behind`}`,
  relayNote: (host: string | null, note: string) => `Relay${host === null ? '' : ` ${host}`}: ${note}`,
  relayErrorUnnamed: 'it cannot be asked',
  bannerAbsent: 'No relay is configured for this page. Verdicts stay undetermined until one tells what the server sent.',
  configureRelay: 'Configure a relay',
  relayOptions: 'Relay options',
  retry: 'Retry',
} as const;

/** Title, explanation and button of each empty state. */
export const EMPTY = {
  filtered: { title: 'The filters hide every conversion', text: (count: number) => `${plural(count, 'conversion')} recorded, none passes.`, button: 'Clear filters' },
  onlyMeasured: {
    title: 'No conversion captured yet',
    text: (count: number) => `${plural(count, 'page view or other measurement event', 'page views and other measurement events')} recorded. Make a test order: its conversions become rows here.`,
    button: 'Show all events',
  },
  notRecording: { title: 'Not recording', text: 'Pixel requests that the page sends now are not seen.', button: 'Start recording' },
  otherTabs: {
    title: 'Nothing captured in this tab',
    text: (count: number) => `${plural(count, 'conversion')} recorded in other tabs.`,
    button: 'Show all tabs',
  },
  nothingYet: {
    title: 'No conversion captured yet',
    text: 'Reload the page under test, then make a test order. Each conversion becomes a row here, with its server event beside it.',
  },
  unreachable: { title: 'The recorder does not answer', button: 'Try again' },
} as const;

/** Texts of the detail view. */
export const DETAIL = {
  label: 'Conversion',
  close: 'Close detail',
  back: 'Back to the list',
  pixel: (pixelId: string) => `pixel ${pixelId}`,
  counted: 'counted',
  expected: 'expected',
  unknownCount: 'not known',
  stakeOver: 'too much',
  stakeUnder: 'missing',
  keys: (platform: string) => `What ${platform} compares`,
  browser: 'Browser',
  server: 'Server',
  result: 'Result',
  none: 'none',
  apart: (span: string) => `${span} apart`,
  why: 'Why',
  fix: 'Fix',
  drift: 'What differs between the copies',
  field: 'Field',
  survivor: { browser: "The platform keeps the browser's copy.", server: "The platform keeps the server's copy." },
  senders: 'Who sent it',
  browserSender: (host: string) => `Browser to ${host}`,
  noServer: 'No server event.',
  noBrowser: 'No browser event.',
  sdkMade: 'event ID made by the SDK',
  mirrors: (names: readonly string[]) => `${plural(names.length, 'mirror copy', 'mirror copies')}, not counted: ${names.join(', ')}`,
  testCounts: 'Sent as a test event; the platform counts it all the same.',
  testNotCounted: 'Sent as a test: the platform does not count it.',
  noAnswer: "The platform's answer is not known.",
  attempt: (attempt: number) => `Attempt ${attempt}: `,
  accepted: 'accepted',
  rejected: 'rejected',
  answerUnknown: 'answer not known',
  status: (status: number) => `, status ${status}`,
  reported: ' (as the sender reports)',
  rule: 'Rule',
  checked: (date: string) => `, checked ${date}, `,
  requests: 'Browser requests',
  requestGone: 'The request is no longer kept.',
  parameters: 'Parameters',
  noBody: 'No body.',
  bodyPending: (reason: string) => `Body not read yet: ${reason}`,
  bodyUnreadable: (reason: string) => `Body not readable: ${reason}`,
  bodyBytes: 'Body in bytes, as base64:',
  copyCurl: 'Copy as cURL',
  copyJson: 'Copy as JSON',
  copySnippet: 'Copy fix',
  copied: 'Copied',
  copyFailed: 'Copying was refused',
} as const;

/** Texts of the popup. */
export const POPUP = {
  title: 'Pixelpair',
  noPage: 'This page',
  double: (count: number, total: number) => `${count} of ${plural(total, 'conversion')} will count twice`,
  swallowed: (count: number, total: number) => `${count} of ${plural(total, 'conversion')} will be swallowed`,
  doubleAndSwallowed: (double: number, swallowed: number, total: number) =>
    `${double} of ${plural(total, 'conversion')} will count twice, ${swallowed} will be swallowed`,
  lost: (count: number, total: number) => `${count} of ${plural(total, 'conversion')} will not be counted`,
  undetermined: (count: number, total: number) => `${count} of ${plural(total, 'conversion')} cannot be judged yet`,
  pending: (count: number, total: number) => `Waiting for the server side of ${count} of ${plural(total, 'conversion')}`,
  once: (total: number) => (total === 1 ? 'The conversion will count once' : `All ${total} conversions will count once`),
  over: (money: string) => `${money} counted too often.`,
  under: (money: string) => `${money} not counted.`,
  noBrowser: (count: number) => `${count} ${count === 1 ? 'has' : 'have'} no browser signal.`,
  noServer: (count: number) => `${count} ${count === 1 ? 'has' : 'have'} no server signal.`,
  waiting: (count: number) => `${count} still waiting.`,
  unknown: (count: number) => `${count} cannot be judged.`,
  allDeduplicate: 'All deduplicate',
  notAllDeduplicate: (count: number) => `All deduplicate: ${count} ${count === 1 ? 'does' : 'do'} not`,
  copyId: (name: string) => `Copy event ID of ${name}`,
  bothIds: (browser: string, server: string) => `browser: ${browser}\nserver: ${server}`,
  empty: 'No conversion on this tab yet',
  emptyHint: 'Reload the page, then make a test order.',
  notRecording: 'Not recording',
  notRecordingHint: 'Pixel requests that the page sends now are not seen.',
  loading: 'Reading the session log',
  exportReport: 'Export report',
  configure: 'Configure',
} as const;

/** Texts of the options page. */
export const OPTIONS = {
  title: 'Pixelpair options',
  relays: 'Relay connections',
  relaysHint: 'Where the server events of a shop can be asked for. A page uses the connection whose host pattern fits best.',
  relay: (index: number) => `Connection ${index}`,
  hostPattern: 'Page host',
  hostPatternHint: 'shop.test, *.shop.test or * for every page',
  endpoint: 'Relay endpoint',
  endpointHint: 'Base address without /v1: https://relay.shop.test',
  token: 'Token',
  addRelay: 'Add a connection',
  remove: (what: string) => `Remove ${what}`,
  test: 'Test connection',
  testing: 'Testing',
  stepNames: { endpoint: 'Address', reach: 'Reachable', auth: 'Token', contract: 'Contract' },
  stepOk: 'passed',
  stepFailed: 'failed',
  actions: 'Google Ads conversion actions',
  actionsHint: "The tag's label and the server's conversion action name the same thing. Without this mapping such a conversion stays undetermined.",
  action: (index: number) => `Mapping ${index}`,
  label: 'Tag label',
  labelHint: 'for example AW-123456789/AbC-D_efG',
  actionId: 'Conversion action ID',
  actionIdHint: 'for example 987654321',
  addAction: 'Add a mapping',
  firstParty: 'First-party endpoints',
  firstPartyHint: 'Hosts of your own that receive pixel requests, such as a server-side tag manager.',
  firstPartyRule: (index: number) => `Endpoint ${index}`,
  host: 'Host',
  hostHint: 'for example metrics.shop.test',
  platform: 'Platform',
  addFirstParty: 'Add an endpoint',
  waiting: 'Waiting for server events',
  graceSeconds: 'Grace period in seconds',
  graceHint: 'How long after a browser event its server event may still come. Until then the verdict waits.',
  save: 'Save',
  saving: 'Saving',
  saved: 'Saved',
  unsaved: 'Not saved yet',
  invalid: (count: number) => `Not saved: ${plural(count, 'field')} ${count === 1 ? 'needs' : 'need'} a correction`,
  loading: 'Reading the settings',
} as const;

/** What is wrong with a field of the options. */
export const FIELD_ERRORS = {
  hostPattern: 'Enter a host such as shop.test, *.shop.test, or * for every page.',
  duplicateHost: 'Another connection has the same host.',
  endpoint: 'Enter an address that starts with https:// or http://.',
  endpointExtras: 'Leave out user name, password, query and fragment: enter the base address only.',
  token: 'A token has no spaces or line breaks and only plain characters.',
  label: 'Enter it as AW-123456789/label.',
  duplicateLabel: 'This label is mapped already.',
  actionId: 'Enter the action ID: digits only.',
  host: 'Enter a host such as metrics.shop.test, without https:// and path.',
  duplicateFirstParty: 'This host is listed already.',
  grace: 'Enter whole seconds from 1 to 3600.',
} as const;

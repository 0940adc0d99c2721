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
  name: 'Pixelpair',
  views: 'Views',
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
  allPlatforms: 'All platforms',
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
  /** A note that names the host itself does not repeat it. */
  relayNote: (host: string | null, note: string) => {
    if (host === null) return `Relay: ${note}`;
    if (note.startsWith(host)) return `Relay ${note}`;
    return note.includes(host) ? note : `Relay ${host}: ${note}`;
  },
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
  earlier: {
    title: 'Nothing captured since the page was loaded',
    text: (count: number) => `${plural(count, 'conversion')} recorded before.`,
    button: 'Keep log',
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
  fixIn: (source: string) => `Fix, in ${source}`,
  drift: 'What differs between the copies',
  field: 'Field',
  kept: 'Which copy is kept',
  survivor: { browser: "The platform keeps the browser's copy.", server: "The platform keeps the server's copy." },
  senders: 'Who sent it',
  browserSender: (host: string) => `Browser to ${host}`,
  noServer: 'No server event.',
  noBrowser: 'No browser event.',
  sdkMade: 'event ID made by the SDK',
  unverified: (what: string) => `Format not verified: ${what}`,
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

/** A host that gets what looks like a platform's events. */
export const SUGGESTION = {
  text: (requests: number, host: string, platform: string) => `${plural(requests, 'request')} to ${host} ${requests === 1 ? 'looks' : 'look'} like ${platform}:`,
  accept: (host: string, platform: string) => `Treat ${host} as ${platform}`,
  dismiss: 'Dismiss',
  dismissLabel: (host: string) => `Dismiss the suggestion for ${host}`,
  title: 'Suggested endpoints',
  hint: 'Requests that the recorder saw and that look like a platform at a host you have not named.',
} as const;

/** Texts of the popup. */
export const POPUP = {
  title: 'Pixelpair',
  noPage: 'This page',
  double: (count: number, total: number, isTwice: boolean) => `${count} of ${plural(total, 'conversion')} will count ${isTwice ? 'twice' : 'too often'}`,
  swallowed: (count: number, total: number) => `${count} of ${plural(total, 'conversion')} will be swallowed`,
  andSwallowed: (double: string, swallowed: number) => `${double}, ${swallowed} will be swallowed`,
  lost: (count: number, total: number) => `${count} of ${plural(total, 'conversion')} will not be counted`,
  undetermined: (count: number, total: number) => `${count} of ${plural(total, 'conversion')} cannot be judged yet`,
  pending: (count: number, total: number) => `Waiting for the server side of ${count} of ${plural(total, 'conversion')}`,
  once: (total: number) => (total === 1 ? 'The conversion will count once' : `All ${total} conversions will count once`),
  asExpected: (total: number) => (total === 1 ? 'The conversion counts no more: the server took it back' : `All ${total} conversions will count once, but for what the server took back`),
  over: (money: string) => `${money} counted too often.`,
  under: (money: string) => `${money} not counted.`,
  noBrowser: (count: number) => `${count} ${count === 1 ? 'has' : 'have'} no browser signal.`,
  noServer: (count: number) => `${count} ${count === 1 ? 'has' : 'have'} no server signal.`,
  waiting: (count: number) => `${count} still waiting.`,
  unknown: (count: number) => `${count} cannot be judged.`,
  allDeduplicate: 'All deduplicate',
  notAllDeduplicate: (count: number) => `All deduplicate: ${count} ${count === 1 ? 'does' : 'do'} not`,
  checklists: 'Checklists',
  checklist: (name: string) => `Checklist: ${name}`,
  checkStatus: { passed: 'Passed:', failed: 'Failed:', waiting: 'Waiting:', undecided: 'Not decided:' },
  expect: 'Expect this from now on',
  saveResult: 'Save result:',
  saveResultAs: (format: string) => `Save result as ${format}`,
  formats: { markdown: 'Markdown', junit: 'JUnit' },
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
  stepNames: { endpoint: 'Address', dns: 'DNS', connect: 'Connection', tls: 'TLS', auth: 'Token', contract: 'Contract', pixels: 'Pixel access' },
  stepOk: 'passed',
  stepFailed: 'failed',
  /** Nothing failed, but it is not proved. */
  stepOpen: 'open',
  actions: 'Google Ads conversion actions',
  actionsHint: "The tag's label and the server's conversion action name the same thing. Without this mapping such a conversion stays undetermined.",
  action: (index: number) => `Mapping ${index}`,
  label: 'Tag label',
  labelHint: 'for example AW-123456789/AbC-D_efG',
  actionId: 'Conversion action ID',
  actionIdHint: 'for example 987654321',
  addAction: 'Add a mapping',
  activities: 'Floodlight activities',
  activitiesHint: 'The tag names an activity by its group and its own string, the server by its number. Without this mapping such a conversion stays undetermined.',
  activity: (index: number) => `Activity ${index}`,
  activityLabel: 'Activity tag',
  activityLabelHint: 'type/cat, for example sales0/order0; with several advertisers src/type/cat',
  activityId: 'Floodlight activity ID',
  activityIdHint: 'for example 7654321',
  addActivity: 'Add an activity',
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

/** Texts of the options about recording. */
export const RECORDING_OPTIONS = {
  title: 'Recording',
  sites: 'Sites to record',
  sitesHint: 'Hosts of pages, separated by spaces: shop.test *.shop.test. Empty: every page.',
  pageHook: 'Look into the page',
  pageHookHint:
    'Reads the bodies, SDK calls and stopped requests that the browser does not show to an extension. It changes nothing in the page. Without it every verdict is still given, some with less explanation. Takes effect when a page is loaded.',
  maxCaptures: 'Requests kept',
  maxCapturesHint: 'The oldest go first when one of these limits is reached.',
  maxAgeDays: 'Days kept',
  maxMegabytes: 'Megabytes kept',
} as const;

/** Texts of the options about exports. */
export const EXPORT_OPTIONS = {
  title: 'Exports and copies',
  redactedFields: 'Fields left out',
  redactedFieldsHint:
    'E-mail addresses, phone numbers, names, IP addresses and tokens are always left out. Names of more parameters, separated by spaces: loyalty_id customer_group. Without its IDs a file shows other verdicts when it is opened again.',
} as const;

/** Every permission of the manifest with its reason, and the one that the user can take back. */
export const PERMISSIONS = {
  title: 'Permissions',
  hint: 'What Pixelpair asked the browser for, and what for. It sends nothing anywhere but to the relays above.',
  list: [
    ['All sites', 'Browsers show a request only to an extension that may see both the page and the target. A shop can be any page.'],
    ['webRequest', 'Sees pixel requests and how they end. It changes none.'],
    ['webNavigation', 'Knows which page and frame a request came from, also when the page is gone already.'],
    ['scripting', 'Switches the look into the page on and off.'],
    ['storage, unlimitedStorage', 'Keeps the settings and the session log on this computer.'],
    ['alarms', 'Asks the relay again later, when the browser has put the recorder to sleep.'],
  ],
  missing: 'The browser does not let Pixelpair see all sites now, so nothing is recorded.',
  granted: 'All sites: granted.',
  grant: 'Grant access to all sites',
} as const;

/** The strip's words for the page hook, permissions and calls without a request. */
export const CAPTURE_STATUS = {
  permissionLost: 'Access to all sites is missing: nothing is recorded',
  grant: 'Grant access',
  grantRefused: 'Access was not granted',
  hookOff: 'Page hook off',
  hookOffHint: 'It is switched off in the options. Every verdict is given, some with less explanation.',
  hookOn: (frames: number) => (frames > 1 ? `Page hook on in ${frames} frames` : 'Page hook on'),
  hookPartly: (count: number, total: number) => `Page hook incomplete in ${count} of ${plural(total, 'frame')}`,
  hookAbsent: (count: number, total: number) => (count === total ? 'Page hook not in this page yet: reload it' : `Page hook missing in ${count} of ${plural(total, 'frame')}`),
  frame: (url: string, reasons: string) => `${url}: ${reasons}`,
  dropped: (count: number) => `${plural(count, 'page record')} dropped`,
  droppedHint: 'The page made more SDK calls or requests than the hook may report. The requests are recorded all the same.',
  attempts: (count: number) => `${plural(count, 'call')} without a request`,
  attempt: (what: string, why: 'coalesced' | 'no-request') => (why === 'coalesced' ? `${what}: the same image was requested before, so the browser sent no second request` : `${what}: the browser made no request, and nothing says why`),
} as const;

/** Texts of the options about what QA expects. */
export const EXPECTATION_OPTIONS = {
  title: 'Expectations',
  hint: 'What a page must bring about. The popup ticks it off while you test, and saves the result. A good run can be written down there with one click.',
  line: (index: number) => `Expectation ${index}`,
  add: 'Add an expectation',
  name: 'Name',
  nameHint: 'for example Thank-you page',
  page: 'Page',
  pageHint: 'Path or host and path, * for any part: /thank-you/* or shop.test/order/*/done',
  events: 'Events',
  eventsHint: '1 purchase on Meta, TikTok, GA4; 1 Lead on Meta',
  deduplicated: 'All must deduplicate',
} as const;

/** Texts of the options about taking settings elsewhere. */
export const TRANSFER = {
  title: 'Take the settings elsewhere',
  hint: 'The file holds no tokens. Settings from a file stand in this form until you save them.',
  save: 'Save settings to a file',
  open: 'Read settings from a file',
  file: 'Settings file',
} as const;

/** What is wrong with a field of the options. */
export const FIELD_ERRORS = {
  page: 'Enter a path such as /thank-you or a host and path such as shop.test/order/*.',
  events: 'Enter number, event and platforms: 1 purchase on Meta, TikTok. Separate groups by a semicolon.',
  sites: 'Enter hosts such as shop.test or *.shop.test, separated by spaces.',
  wholeNumber: 'Enter a whole number from 1.',
  hostPattern: 'Enter a host such as shop.test, *.shop.test, or * for every page.',
  duplicateHost: 'Another connection has the same host.',
  endpoint: 'Enter an address that starts with https:// or http://.',
  endpointExtras: 'Leave out user name, password, query and fragment: enter the base address only.',
  token: 'A token has no spaces or line breaks and only plain characters.',
  label: 'Enter it as AW-123456789/label.',
  duplicateLabel: 'This label is mapped already.',
  actionId: 'Enter the action ID: digits only.',
  activityLabel: 'Enter it as type/cat, such as sales0/order0.',
  activityId: 'Enter the activity ID: digits only.',
  duplicateActivity: 'This activity is mapped already.',
  host: 'Enter a host such as metrics.shop.test, without https:// and path.',
  duplicateFirstParty: 'This host is listed already.',
  grace: 'Enter whole seconds from 1 to 3600.',
} as const;

/** Names of the panel's views, in the order of their tabs. */
export const VIEW_NAMES = {
  conversions: 'Conversions',
  timeline: 'Timeline',
  coverage: 'Coverage',
  order: 'Order look-up',
  revisit: 'Revisit test',
} as const;

/** Columns of the list: name in the head, and in the menu where the head's is too short. */
export const COLUMN_NAMES = {
  verdict: 'Verdict',
  platform: 'Platform',
  event: 'Event',
  ids: 'Event ID: browser / server',
  pixel: 'Pixel ID',
  order: 'Order',
  value: 'Value',
  gap: 'Gap',
  senders: 'Senders',
  time: 'Time',
} as const;

/** Texts of sorting, column choice, platform choice and keep log. */
export const LIST = {
  columns: 'Columns',
  sortBy: (column: string) => `Sort by ${column}`,
  unsort: 'Group by page visit again',
  keepLog: 'Keep log',
  keepLogHint: 'Keep showing what was recorded before the page was last loaded',
  platforms: 'Platforms',
  platformCount: (count: number) => plural(count, 'platform'),
  browserSender: 'browser',
  searching: 'Searching',
  searched: (percent: number) => `${percent} % searched`,
  searchingText: 'Nothing found yet. Requests and payloads are still being read.',
} as const;

/** The stations of the chain of custody, and what is said of each. */
export const CUSTODY = {
  title: 'Where the ID changed',
  titleKept: 'The way of the ID',
  stations: {
    'data-layer': 'dataLayer',
    'sdk-call': 'SDK call',
    wire: 'Request',
    response: 'Response',
    relay: 'Server',
    platform: 'Platform',
  },
  states: {
    kept: 'unchanged',
    changed: 'changed',
    vanished: 'no ID',
    appeared: 'new ID',
    none: 'no ID',
    reached: 'accepted',
    stopped: 'stopped',
    open: 'waiting',
    unseen: 'not seen',
  },
  noServerEvent: 'not sent',
  noRequest: 'not sent',
  breaksHere: 'here',
  broke: {
    changed: (station: string, before: string, id: string) => `The ID changed at the ${station}: “${before}” became “${id}”.`,
    vanished: (station: string) => `The ID is missing from the ${station} on.`,
    appeared: (station: string, id: string) => `The page named no ID; the ${station} carries “${id}”.`,
    again: {
      wire: (before: string, id: string) => `The page fired twice with two IDs: “${before}” and “${id}”.`,
      relay: (before: string, id: string) => `The server sent it twice with two IDs: “${before}” and “${id}”.`,
    },
    server: (id: string, browser: string) => `The two sides differ from the start: the browser has “${browser}”, the server “${id}”.`,
  },
  unseenHint: 'What the page itself handed over was not seen, so the change may lie before the request.',
} as const;

/** Texts of the window slider. */
export const WHAT_IF = {
  title: 'What if the server event came at another time?',
  slider: 'Server event after the browser event',
  observed: (span: string) => `As observed, ${span}`,
  after: (span: string) => `${span} after the browser event`,
  before: (span: string) => `${span} before the browser event`,
  same: 'at the same moment as the browser event',
  reset: 'As observed',
  counted: (counted: number | null, expected: number) => `${counted ?? 'not known how often'} counted, ${expected} expected`,
} as const;

/** Texts of the copies of a whole conversion, and of its server events. */
export const COPY = {
  markdown: 'Copy as Markdown',
  json: 'Copy as JSON',
  redacted: 'Copies leave out personal data.',
  serverEvents: 'Server events',
  serverEventHint: 'As the relay recorded it.',
  counted: (counted: number | null, expected: number) => `Counted: ${counted ?? 'not known'}, expected: ${expected}`,
  key: 'Key',
  causes: 'Causes',
  chain: 'Chain of custody',
} as const;

/** Texts of the coverage view. */
export const COVERAGE = {
  title: 'How conversions reached each pixel',
  caption: 'Conversions per pixel and verdict',
  pixel: 'Pixel',
  conversions: 'Conversions',
  both: 'Both sides',
  browserOnly: 'Browser only',
  serverOnly: 'Server only',
  double: 'Double',
  swallowed: 'Swallowed',
  open: 'Not known',
  rate: 'Coverage',
  rateHint: 'Share of conversions that arrived from both sides; those of which one side is not known are left out.',
  rateUnknown: 'not known',
  percent: (share: number) => `${Math.round(share * 100)} %`,
  money: 'Counted twice',
  noMoney: 'none',
  legend: 'Verdicts',
  trend: 'Over the session',
  nothing: 'no conversion',
  part: (count: number, word: string) => `${count} ${word.toLowerCase()}`,
} as const;

/** Texts of the timeline. */
export const TIMELINE = {
  visit: 'Page visit',
  visitName: (page: string, time: string, order: string) => [page, time, order].filter(Boolean).join(', '),
  axis: 'Time from the first event',
  offset: (span: string) => `+${span}`,
  browser: 'Browser event',
  server: 'Server event',
  notArrived: 'did not reach the platform',
  window: (span: string) => `Window ${span}`,
  windowEnds: (span: string) => `Window of ${span} ends here`,
  noWindow: 'No window documented',
  noId: 'no ID',
  table: 'The same as a table',
  event: 'Event',
  side: 'Side',
  time: 'Time',
  offsetHead: 'From start',
  id: 'ID',
  place: 'To / by',
  lane: (title: string, verdict: string, points: string) => `${title}, ${verdict}: ${points}`,
  empty: { title: 'No page visit to show', text: 'Make a test order: its browser and server events stand here on one axis.' },
  showDetail: (title: string) => `Show the proof of ${title}`,
} as const;

/** Texts of the order look-up. */
export const ORDER = {
  title: 'Follow one order to each platform',
  label: 'Order ID',
  placeholder: 'for example 1013',
  intro: 'Type an order ID. Pixelpair says what the browser sent, what the server sent, and which keys agree.',
  known: 'Orders in this session',
  notFound: (text: string) => `No event of this session names “${text}”`,
  notFoundText: 'Neither the browser nor the server sent an event with this order ID. Check the ID, or place the order while Pixelpair records.',
  foundBy: {
    'order-id': (orderId: string) => `Order ${orderId}`,
    'order-id-near': (orderId: string, typed: string) => `Order ${orderId}, found for “${typed}”: written in another way`,
    'event-id': (orderId: string, typed: string) => `Order ${orderId}, found by the event ID “${typed}”`,
  },
  orderUnknown: 'without an order ID',
  silent: (names: readonly string[]) => `Nothing of this order: ${names.join(', ')}. This session holds their events of other orders.`,
  steps: {
    browser: { yes: 'The browser sent it', no: 'The browser did not send it', open: 'Whether the browser sent it is not known yet' },
    server: { yes: 'The server sent it', no: 'The server did not send it', open: 'Whether the server sent it is not known' },
    browserStopped: 'The browser tried to send it',
    serverRejected: 'The server sent it, and the platform refused it',
    key: {
      yes: (key: string) => `Same ${key}`,
      no: (key: string) => `Different ${key}`,
      open: (key: string) => `${key} cannot be compared`,
    },
    missing: (key: string) => `${key} is missing on one side`,
    windowYes: 'Inside the window',
    windowNo: 'Outside the window',
  },
  answers: { yes: 'yes', no: 'no', open: 'not known' },
  withId: (ids: readonly string[]) => `with ${ids.length === 1 ? 'ID' : 'IDs'} ${ids.join(' and ')}`,
  places: { browser: (hosts: readonly string[]) => `to ${hosts.join(' and ')}`, server: (senders: readonly string[]) => `by ${senders.join(' and ')}` },
  byVisit: 'Its events name no order; they were sent from the page of this order.',
  withoutId: 'without an ID',
  customName: 'Sent as a custom event: custom_event_name must be equal, too.',
  bothValues: (browser: string, server: string) => `browser ${browser}, server ${server}`,
  none: 'none',
  allMatch: (platform: string) => `All keys match: ${platform} counts it once. If its report still shows it twice, ask ${platform}’s support and attach the evidence.`,
  copyEvidence: 'Copy evidence',
  showDetail: 'Show the proof',
} as const;

/** Texts of the revisit test. */
export const REVISIT = {
  title: 'What happens when the page is visited again?',
  intro: 'Customers reload the thank-you page, go back to it, or open its link again. Pixelpair does the same in the inspected tab and says what each platform counts then.',
  page: (page: string) => `Page under test: ${page}`,
  warning: 'The page will send its real pixels again. On a live site the ad platforms receive them, and what they count twice stays counted.',
  kinds: {
    reload: { name: 'Reload', does: 'Reloads the page' },
    'back-forward': { name: 'Back and forward', does: 'Goes back one page and forward again' },
    'open-again': { name: 'Open again', does: 'Opens the address of the page again' },
  },
  confirm: (name: string) => `Send real pixels again: ${name.toLowerCase()}`,
  cancel: 'Cancel',
  running: 'Visiting the page again and waiting for its pixels',
  failed: (message: string) => `The page could not be visited again: ${message}`,
  again: 'Test again',
  noVisit: { title: 'No page visit to test', text: 'Make a test order first: its thank-you page is what is visited again.' },
  notInFile: { title: 'Not possible in a file', text: 'A session file has no page behind it. Go back to the live session.' },
  resultTitle: (name: string) => `After: ${name.toLowerCase()}`,
  quiet: 'No conversion pixel fired again: the page keeps quiet when it is visited again.',
  safe: 'Pixels fired again, and no platform counts more often than before.',
  worse: (count: number) => `${plural(count, 'conversion')} ${count === 1 ? 'counts' : 'count'} more often than before.`,
  open: (count: number) => `${plural(count, 'verdict')} ${count === 1 ? 'is' : 'are'} not known yet.`,
  table: 'Counted before and after',
  event: 'Conversion',
  fires: 'New requests',
  before: 'Before',
  after: 'After',
  verdict: 'Verdict now',
  unknown: 'not known',
} as const;

/** Texts of opening a session file. */
export const SESSION_FILE = {
  open: 'Open session',
  openHint: 'Open a session file that somebody saved',
  drop: 'Drop the session file to open it',
  viewing: (name: string) => `Viewing the file ${name}. Nothing that is recorded now is shown.`,
  back: 'Back to live',
  failed: (name: string, message: string) => `${name} could not be opened. ${message}`,
  dismiss: 'Dismiss',
} as const;

/** Texts of the welcome. */
export const WELCOME = {
  title: 'Welcome to Pixelpair',
  steps: { 1: 'What it sees', 2: 'Your relay', 3: 'See it work' },
  progress: 'Steps',
  stepDone: 'done',
  heading: (step: number, name: string) => `Step ${step} of 3: ${name}`,
  back: 'Back',
  next: 'Continue',
  saving: 'Saving',
  done: 'Done',
  doneHint: 'Closes this page. The options lead back to it.',
  reopen: 'Open the welcome again',
  purpose:
    'Pixelpair tells you for every conversion whether the ad platform will count it once. It records the pixel requests of your page, asks your own server what it sent, and shows which key differs.',
  sees: 'What it may see',
  seesList: [
    'Requests from any page to ad platforms, and requests to other hosts that look like theirs, with their content. No other request is kept.',
    'SDK calls in the page, such as fbq or gtag. You can switch this off in the options.',
    'The server events that your own relay hands out.',
  ],
  never: 'What it never does',
  neverList: [
    'It sends nothing to ad platforms and changes nothing in the page.',
    'It sends nothing anywhere but questions to the relay you enter. Exports leave the browser only when you click.',
    'Exports hold no e-mail addresses, phone numbers, names or tokens.',
  ],
  access: 'Access to all sites',
  accessWhy: 'Browsers show a request only to an extension that may see both the page and the target, and a shop can be any page.',
  relayIntro: 'A relay is the one address at which your shop says which events its server sent. Only with it can Pixelpair compare both sides.',
  relayChoice: 'Does your shop have a relay?',
  relayYes: 'Yes, connect it',
  relayNo: 'I have no relay yet',
  relayMore: (count: number) => `${plural(count, 'more connection')} in the options.`,
  noRelay: 'Pixelpair then records the browser side only. Without server events verdicts stay undetermined: an event ID in the browser alone proves nothing.',
  noRelayNext: 'A reference relay comes with the project. Start it with this command, then send your server events to it or through it.',
  relayCommand: 'npm run relay',
  contract: 'Read the relay contract',
  invalid: (count: number) => `${plural(count, 'field')} ${count === 1 ? 'needs' : 'need'} a correction`,
  ownSite: 'On your own site',
  site: 'Address of your shop',
  siteHint: 'for example shop.test/thank-you',
  siteError: 'Enter an address such as shop.test or https://shop.test/thank-you.',
  openSite: 'Open in a new tab',
  ownSteps: [
    'Press F12 (on a Mac: Option, Command, I) and choose the Pixelpair tab.',
    'Reload the page, then make a test order.',
    'On the thank-you page each conversion is a row with its verdict; click it for the proof and the fix.',
  ],
  demo: 'In the demo shop',
  demoText: 'No shop at hand? In a copy of the project, this command opens a demo shop in another browser, with Pixelpair in it and faults to switch on. Nothing is sent to any ad platform.',
  demoCommand: 'npm run demo',
  copyCommand: 'Copy command',
  waiting: 'No pixel request seen yet since you started',
  seen: (count: number) => `${plural(count, 'request')} seen since you started`,
  firstSeen: 'The first pixel request was seen.',
} as const;

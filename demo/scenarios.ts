import { v4 as uuidV4 } from 'uuid';
import { OTHER_ACCOUNTS } from './accounts.ts';
import { everywhere, verdict } from './expectation.ts';
import type { Expectation } from './expectation.ts';
import type { BrowserTag, ServerPlan } from './signals.ts';

export interface Scenario {
  id: string;
  title: string;
  /** What is wrong in this shop, in one sentence for the page. */
  does: string;
  /** What the buyer does after the order; null = nothing more. */
  then: string | null;
  host: 'shop.test' | 'blocked.shop.test';
  /** How many orders are bought one after the other. */
  orders: 1 | 2;
  /** The tags that fire on the thank-you page, made from the correct one. */
  tags: (correct: BrowserTag) => readonly BrowserTag[];
  /** The backend's plan, made from the correct one. */
  plan: (correct: ServerPlan) => ServerPlan;
  /** True where the thank-you page is loaded a second time. */
  reload: boolean;
  /** True where the relay stops between the server events and the thank-you page. */
  stopsRelay: boolean;
  expected: Expectation;
  /** The verdicts once the relay is back; null where it never stops. */
  expectedAfterRestart: Expectation | null;
}

const HOUR_MS = 3_600_000;

const noIds: BrowserTag = { meta: null, tiktok: null, ga4: null, openai: null, transactionId: null };

function mapIds(tag: BrowserTag, change: (id: string) => string): BrowserTag {
  const changed = (id: string | null): string | null => (id === null ? null : change(id));
  return {
    meta: changed(tag.meta),
    tiktok: changed(tag.tiktok),
    ga4: changed(tag.ga4),
    openai: changed(tag.openai),
    transactionId: changed(tag.transactionId),
  };
}

const healthy = {
  then: null,
  host: 'shop.test',
  orders: 1,
  tags: (correct: BrowserTag) => [correct],
  plan: (correct: ServerPlan) => correct,
  reload: false,
  stopsRelay: false,
  expectedAfterRestart: null,
} as const satisfies Partial<Scenario>;

const deduplicates = verdict('deduplicates');

/** Every fault the demo shop can have, one at a time, with the verdict that Pixelpair must reach. */
export const SCENARIOS: readonly [Scenario, ...Scenario[]] = [
  {
    ...healthy,
    id: 'both-equal',
    title: 'Both sides equal',
    does: 'Browser and server send the same event ID, name and pixel: nothing is wrong.',
    expected: everywhere(deduplicates),
  },
  {
    ...healthy,
    id: 'browser-id-missing',
    title: 'Event ID missing in the browser',
    does: 'The theme update dropped event_id and transaction_id from the thank-you page; the server still sends them.',
    tags: () => [noIds],
    expected: everywhere(verdict('double-counts', 'id-missing-browser'), {
      openai: verdict('double-counts', 'id-sdk-generated'),
    }),
  },
  {
    ...healthy,
    id: 'id-case',
    title: 'Server ID in different case',
    does: 'A database column upper-cases the event ID, a report lower-cases the order number: both go out by the server.',
    plan: (correct) => ({
      ...correct,
      eventId: correct.eventId.toUpperCase(),
      transactionId: correct.transactionId.toLowerCase(),
    }),
    expected: everywhere(verdict('double-counts', 'id-case')),
  },
  {
    ...healthy,
    id: 'id-prefix',
    title: 'Prefix on one side',
    does: 'The tag manager writes "order-" before every ID; the server does not.',
    tags: (correct) => [mapIds(correct, (id) => `order-${id}`)],
    expected: everywhere(verdict('double-counts', 'id-prefix')),
  },
  {
    ...healthy,
    id: 'name-differs',
    title: 'Different event name',
    does: 'The server names the purchase after the shop system: OrderPlaced, PlaceAnOrder, order_completed, order-placed.',
    plan: (correct) => ({
      ...correct,
      names: {
        meta: 'OrderPlaced',
        tiktok: 'PlaceAnOrder',
        ga4: 'order_completed',
        openai: { type: 'custom', customEventName: 'order-placed' },
      },
    }),
    expected: everywhere(verdict('double-counts', 'name-differs'), { 'google-ads': deduplicates }),
  },
  {
    ...healthy,
    id: 'pixel-differs',
    title: 'Different pixel',
    does: 'The server still sends to the agency’s test accounts.',
    plan: (correct) => ({ ...correct, accounts: OTHER_ACCOUNTS }),
    expected: everywhere(verdict('double-counts', 'pixel-differs')),
  },
  {
    ...healthy,
    id: 'server-late',
    title: 'Server 49 hours late',
    does: 'A stuck queue delivers the server events 49 hours after the sale.',
    plan: (correct) => ({ ...correct, lateByMs: 49 * HOUR_MS }),
    expected: everywhere(verdict('undetermined', 'rule-undocumented'), {
      meta: verdict('double-counts', 'outside-window'),
      tiktok: verdict('double-counts', 'outside-window'),
    }),
  },
  {
    ...healthy,
    id: 'page-reloaded',
    title: 'Thank-you page reloaded',
    does: 'The thank-you page fires every time it is loaded, with the same IDs.',
    then: 'Reload the thank-you page.',
    reload: true,
    expected: everywhere(verdict('deduplicates', 'page-revisited')),
  },
  {
    ...healthy,
    id: 'plugin-and-tag-manager',
    title: 'Plugin and tag manager both fire',
    does: 'The shop plugin and the tag manager both fire; the second knows the order number but not the event ID.',
    tags: (correct) => [correct, { ...noIds, meta: uuidV4(), transactionId: correct.transactionId }],
    expected: everywhere(verdict('double-counts', 'fired-twice'), {
      ga4: verdict('deduplicates', 'fired-twice'),
      'google-ads': verdict('deduplicates', 'fired-twice'),
    }),
  },
  {
    ...healthy,
    id: 'constant-id',
    title: 'Constant ID on two orders',
    does: 'Somebody wrote event_id: "purchase". Two orders are placed, and both carry it on both sides.',
    then: 'Buy a second time: the mug.',
    orders: 2,
    tags: (correct) => [{ ...mapIds(correct, () => 'purchase'), transactionId: correct.transactionId }],
    plan: (correct) => ({ ...correct, eventId: 'purchase' }),
    expected: everywhere([verdict('deduplicates', 'id-constant'), verdict('swallowed', 'id-constant')], {
      ga4: [deduplicates, deduplicates],
      'google-ads': [deduplicates, deduplicates],
    }),
  },
  {
    ...healthy,
    id: 'openai-sdk-id',
    title: 'OpenAI ID made by the SDK',
    does: 'oaiq is called without event_id: the SDK makes a UUID that the server cannot know.',
    tags: (correct) => [{ ...correct, openai: null }],
    expected: everywhere(deduplicates, { openai: verdict('double-counts', 'id-sdk-generated') }),
  },
  {
    ...healthy,
    id: 'browser-blocked',
    title: 'Browser pixel blocked',
    does: 'The buyer runs a content blocker: a second extension blocks every pixel of blocked.shop.test.',
    host: 'blocked.shop.test',
    expected: everywhere(verdict('server-only', 'blocked-client')),
  },
  {
    ...healthy,
    id: 'server-rejected',
    title: 'Server event rejected by the platform',
    does: 'The backend’s access tokens have expired. GA4’s Measurement Protocol never says so: it answers 204 to everything.',
    plan: (correct) => ({ ...correct, token: 'expired' }),
    expected: everywhere(verdict('browser-only', 'rejected-upstream'), { ga4: deduplicates }),
  },
  {
    ...healthy,
    id: 'relay-down',
    title: 'Relay down',
    does: 'The server events went out, then the relay stopped: nobody can say what the server did.',
    then: 'Start the relay again with the button on the thank-you page, then ask it again from the panel.',
    stopsRelay: true,
    expected: everywhere(verdict('undetermined', 'relay-unreachable')),
    expectedAfterRestart: everywhere(deduplicates),
  },
];

export function findScenario(id: string | undefined): Scenario {
  return SCENARIOS.find((scenario) => scenario.id === id) ?? SCENARIOS[0];
}

import type { DevtoolsPanel } from './devtools-panel.ts';
import { DEMO_PLATFORMS } from './expectation.ts';
import type { DemoPlatform, Expectation, ExpectedVerdict } from './expectation.ts';
import { exportFromPanel } from './panel-export.ts';
import { readRows } from './panel-rows.ts';
import type { PanelRow } from './panel-rows.ts';
import { until } from './until.ts';

/** One platform's verdicts in one scenario beside what they should be; in the order of purchase. */
export interface PlatformCheck {
  platform: DemoPlatform;
  expected: readonly ExpectedVerdict[];
  /** Read off the panel's rows. */
  outcomes: readonly string[];
  /** Cause IDs of each verdict, from the JSON export. */
  causes: readonly (readonly string[])[];
  ok: boolean;
}

/** What the JSON export says of one conversion, as far as it is read here. */
interface ExportedConversion {
  platform: string;
  eventName: string;
  causes: string[];
  browser: { at: string }[];
  server: { at: string }[];
}

/** The purchase as the browser's pixels name it; rows stand under the browser's name. */
const PURCHASE: Readonly<Record<DemoPlatform, string>> = {
  meta: 'Purchase',
  tiktok: 'Purchase',
  ga4: 'purchase',
  'google-ads': 'conversion',
  openai: 'order_created',
};

/** The grace period, the look-ups around it, and a slow machine. */
const SETTLE_LIMIT_MS = 60_000;

const outcomesOf = (rows: readonly PanelRow[], platform: DemoPlatform): string[] =>
  rows.filter((row) => row.platform === platform).map(({ outcome }) => outcome).toReversed();

const sameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((item, index) => item === b[index]);

/** True where the rows show the expected outcomes and nothing else. */
export function outcomesMatch(rows: readonly PanelRow[], expected: Expectation): boolean {
  const wanted = DEMO_PLATFORMS.flatMap((platform) => expected[platform]).length;
  return (
    rows.length === wanted &&
    DEMO_PLATFORMS.every((platform) => sameList(outcomesOf(rows, platform), expected[platform].map(({ outcome }) => outcome)))
  );
}

async function readCauses(panel: DevtoolsPanel): Promise<Map<DemoPlatform, string[][]>> {
  const { conversions } = JSON.parse((await exportFromPanel(panel, 'json')).text) as { conversions: ExportedConversion[] };
  const startOf = ({ browser, server }: ExportedConversion): string => browser[0]?.at ?? server[0]?.at ?? '';
  const inOrder = conversions.toSorted((a, b) => startOf(a).localeCompare(startOf(b)));
  return new Map(
    DEMO_PLATFORMS.map((platform) => {
      const purchases = inOrder.filter((each) => each.platform === platform && each.eventName === PURCHASE[platform]);
      return [platform, purchases.map(({ causes }) => causes)];
    }),
  );
}

function checkPlatform(platform: DemoPlatform, rows: readonly PanelRow[], causes: readonly string[][], expected: Expectation): PlatformCheck {
  const outcomes = outcomesOf(rows, platform);
  const wanted = expected[platform];
  const causesAgree = wanted.every(({ cause }, index) => cause === null || (causes[index] ?? []).includes(cause));
  const ok = sameList(outcomes, wanted.map(({ outcome }) => outcome)) && causesAgree;
  return { platform, expected: wanted, outcomes, causes, ok };
}

async function checkNow(panel: DevtoolsPanel, expected: Expectation): Promise<PlatformCheck[]> {
  const rows = await readRows(panel.frame);
  const causes = await readCauses(panel);
  return DEMO_PLATFORMS.map((platform) => checkPlatform(platform, rows, causes.get(platform) ?? [], expected));
}

/** Waits until the panel shows the expected verdicts and the relay has settled them; where it does not in time, says what it shows instead. */
export async function checkVerdicts(panel: DevtoolsPanel, expected: Expectation): Promise<readonly PlatformCheck[]> {
  let last: PlatformCheck[] = [];
  const settled = until(
    'the expected verdicts',
    async () => {
      if (!outcomesMatch(await readRows(panel.frame), expected)) return false;
      last = await checkNow(panel, expected);
      return last.every(({ ok, causes }) => ok && !causes.flat().includes('relay-pending'));
    },
    SETTLE_LIMIT_MS,
  );
  return settled.then(
    () => last,
    () => checkNow(panel, expected),
  );
}

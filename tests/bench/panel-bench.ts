import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { openPanel } from '../../demo/devtools-panel.ts';
import type { LoggedEntry } from '../../lib/model/log.ts';
import type { Projection } from '../../lib/model/projection.ts';
import { DEFAULT_SETTINGS } from '../../lib/model/settings.ts';
import { toSessionFile } from '../../lib/session/file.ts';
import { createProjector } from '../../lib/session/projector.ts';
import { openReceiver } from '../e2e/matrix/receiver.ts';
import { openChromium } from '../e2e/matrix/recording-browser.ts';
import type { RecordingChromium } from '../e2e/matrix/recording-browser.ts';
import { buildLog } from './event-log.ts';
import { medianOf, percentileOf } from './measure.ts';
import { LIVE_MS, LIVE_PER_SECOND, measureLive } from './panel/live.ts';
import { installPlainTable, plainRowsOf } from './panel/plain-table.ts';
import { installPanelView, installProbe } from './panel/probe.ts';
import type { ViewTimes } from './panel/probe.ts';
import { seedLog } from './panel/seed-log.ts';

/** Of frame times in ms. */
export interface Spread {
  median: number;
  p95: number;
}

/** One list in the real panel's document; medians in ms but for the frames. */
export interface ViewFigures {
  /** Until all rows are there. */
  readyMs: number;
  wheel: Spread;
  drag: Spread;
  filterMs: number;
  searchMs: number;
  /** Until every field of every conversion, requests included, was looked into; the table knows no more than its cells. */
  searchedMs: number;
  selectMs: number;
  /** While new rows come at `LIVE_PER_SECOND`. */
  live: Spread;
}

export interface PanelFigures {
  conversions: number;
  /** Opening the same conversions as a session file, and how large it is. */
  fileMs: number;
  fileMegabytes: number;
  /** New rows that the panel showed while frames were taken. */
  liveRows: number;
  panel: ViewFigures;
  plainTable: ViewFigures;
}

/** 100,000 conversions with both sides, most with a mirror. */
const EVENTS = 286_000;
const LIMIT_MS = 600_000;

/** The real panel in the real DevTools over a log of 100,000 conversions, beside the same rows all in the document. */
export async function benchPanel(events = EVENTS): Promise<PanelFigures> {
  const receiver = await openReceiver();
  const browser = await openChromium(receiver.port);
  const folder = await mkdtemp(join(tmpdir(), 'pixelpair-bench-'));
  try {
    await browser.visit('https://shop.test/quiet');
    const log = await fillLog(browser, events);
    const projection = project(log);
    const conversions = projection.conversions.length;
    const { frame } = await openPanel(browser.browser, browser.page);
    await frame.evaluate(installProbe);
    await frame.evaluate(installPanelView);
    const readyMs = await untilShown(frame, conversions);
    const times = await frame.evaluate(() => probe.measure(panelView));
    const { frames, rows } = await measureLive(frame, browser.page);
    const file = await measureFile(frame, join(folder, 'session.json'), log, conversions);
    const panel = toFigures(readyMs, times, spreadOf(frames));
    // The table takes minutes: whoever waits sees what is known already.
    process.stdout.write(`The panel with ${conversions} conversions: ${JSON.stringify({ ...panel, ...file, rows })}\n`);
    return { conversions, ...file, liveRows: rows, panel, plainTable: await measurePlainTable(frame, projection) };
  } finally {
    await browser.close();
    await receiver.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The log as if it had been recorded in the inspected tab, so that it is what the panel shows at first. */
async function fillLog(browser: RecordingChromium, events: number): Promise<LoggedEntry[]> {
  const settings = await browser.ask<object>('settings.read', {});
  await browser.ask('settings.write', { settings: { ...settings, maxCaptures: 1_000_000, maxMegabytes: 10_000, maxAgeDays: 10_000 } });
  const own = await browser.browser.context.newPage();
  await own.goto(`chrome-extension://${browser.browser.extensionId}/options.html`);
  const tabId = await own.evaluate(async () => {
    const { chrome } = globalThis as unknown as { chrome: { tabs: { query(about: object): Promise<{ id: number }[]> } } };
    return (await chrome.tabs.query({ url: 'https://shop.test/*' }))[0]?.id ?? -1;
  });
  const log = buildLog(events).map(({ seq, entry }): LoggedEntry => ({ seq, entry: entry.kind === 'capture' ? { ...entry, capture: { ...entry.capture, tabId } } : entry }));
  await seedLog(own, log);
  await own.close();
  await browser.stopBackground();
  return log;
}

function project(log: readonly LoggedEntry[]): Projection {
  const projector = createProjector(DEFAULT_SETTINGS);
  projector.apply(log);
  return projector.project();
}

/** Since the panel's page was asked for. */
async function untilShown(frame: Frame, conversions: number): Promise<number> {
  await frame.waitForFunction((count) => panelView.conversions() === count, conversions, { timeout: LIMIT_MS });
  return frame.evaluate(() => performance.now());
}

/** From the choice of the file to the first frame with its rows. */
async function measureFile(frame: Frame, path: string, log: readonly LoggedEntry[], conversions: number): Promise<Pick<PanelFigures, 'fileMs' | 'fileMegabytes'>> {
  const text = toSessionFile(log, DEFAULT_SETTINGS, Date.now());
  await writeFile(path, text);
  const opened = frame.evaluate(
    async (count) => {
      await new Promise((resolve) => document.addEventListener('change', resolve, { capture: true, once: true }));
      return probe.untilPainted(() => undefined, () => document.body.textContent.includes('Viewing the file') && panelView.conversions() === count);
    },
    conversions,
  );
  await chooseFile(frame, path);
  return { fileMs: await opened, fileMegabytes: text.length / 1_000_000 };
}

/** By its path: over the second connection Playwright would send the content, and take longer than the panel. */
async function chooseFile(frame: Frame, path: string): Promise<void> {
  const session = await frame.page().context().newCDPSession(frame);
  const { result } = await session.send('Runtime.evaluate', { expression: "document.querySelector('input[type=file]')" });
  await session.send('DOM.setFileInputFiles', { files: [path], ...(result.objectId === undefined ? {} : { objectId: result.objectId }) });
  await session.detach();
}

async function measurePlainTable(frame: Frame, projection: Projection): Promise<ViewFigures> {
  const rows = JSON.stringify(plainRowsOf(projection));
  await frame.evaluate((json) => ((globalThis as unknown as { rowsJson: string }).rowsJson = json), rows);
  const install = `probe.untilPainted(() => (${installPlainTable.toString()})(rowsJson), () => true)`;
  const readyMs = await frame.evaluate<number>(install);
  const times = await frame.evaluate(() => probe.measure(plainTable));
  const live = await frame.evaluate(
    ({ forMs, perSecond }) => {
      let inserted = 0;
      const start = performance.now();
      return probe.frames(forMs, () => {
        const due = Math.floor(((performance.now() - start) * perSecond) / 1_000) - inserted;
        // As seldom as the panel draws.
        if (due < perSecond / 10) return;
        plainTable.insert(due);
        inserted += due;
      });
    },
    { forMs: LIVE_MS, perSecond: LIVE_PER_SECOND },
  );
  return toFigures(readyMs, times, spreadOf(live));
}

function toFigures(readyMs: number, { wheel, drag, filter, search, searched, select }: ViewTimes, live: Spread): ViewFigures {
  return { readyMs, wheel: spreadOf(wheel), drag: spreadOf(drag), filterMs: medianOf(filter), searchMs: medianOf(search), searchedMs: medianOf(searched), selectMs: medianOf(select), live };
}

function spreadOf(times: readonly number[]): Spread {
  return { median: medianOf(times), p95: percentileOf(times, 95) };
}

import type { Frame, Page } from 'playwright-core';

export const LIVE_PER_SECOND = 200;
export const LIVE_MS = 3_000;
const LIMIT_MS = 600_000;
/** Longest wait for what is still under way. */
const BACKLOG_MS = 60_000;
/** The panel draws ten times a second. */
const STILL_MS = 2_000;

/** Frame times while real pixels come from the inspected page, through the recorder, the log and the projection, into the list. `rows`: how many showed meanwhile. */
export async function measureLive(frame: Frame, page: Page): Promise<{ frames: number[]; rows: number }> {
  const rowsNow = () => frame.evaluate(() => panelView.shownRows());
  const untilMore = async (before: number) => void (await frame.waitForFunction((count) => panelView.shownRows() > count, before, { timeout: LIMIT_MS }));
  await frame.evaluate(() => (panelView.scroller().scrollTop = 0));
  await page.evaluate(installSender);
  // The first one wakes the recorder; were all sent meanwhile, the list would be behind for long.
  const before = await rowsNow();
  await page.evaluate(() => sendOrder(0));
  await untilMore(before);
  const first = await rowsNow();
  const timer = await page.evaluate((perSecond) => sendOrders(perSecond), LIVE_PER_SECOND);
  await untilMore(first);
  const start = await rowsNow();
  const frames = await frame.evaluate((forMs) => probe.frames(forMs), LIVE_MS);
  const rows = (await rowsNow()) - start;
  await page.evaluate((id) => clearInterval(id), timer);
  await untilStill(frame);
  return { frames, rows };
}

declare global {
  var sendOrder: (number: number) => void;
  /** Returns the timer that sends so many orders a second. */
  var sendOrders: (perSecond: number) => number;
}

/** Runs in the inspected page. */
function installSender(): void {
  globalThis.sendOrder = (number) => {
    const order = `live-${100_000 + number}`;
    new Image().src = `https://www.facebook.com/tr/?id=1234567890123456&ev=Purchase&eid=${order}&cd[order_id]=${order}&cd[value]=20&cd[currency]=EUR`;
  };
  globalThis.sendOrders = (perSecond) => {
    let sent = 0;
    const start = performance.now();
    return setInterval(() => {
      for (; sent < ((performance.now() - start) * perSecond) / 1_000; sent += 1) globalThis.sendOrder(sent + 1);
    }, 20) as unknown as number;
  };
}

/** A busy machine is behind with what was sent: what is measured next must not wait for it. */
async function untilStill(frame: Frame): Promise<void> {
  const rows = () => frame.evaluate(() => panelView.shownRows());
  const end = Date.now() + BACKLOG_MS;
  for (let before = -1, now = await rows(); before !== now && Date.now() < end; before = now, now = await rows()) {
    await new Promise((resolve) => setTimeout(resolve, STILL_MS));
  }
}

import type { Browser, CDPSession, Frame, Page } from 'playwright-core';
import type { DemoBrowser } from './browser.ts';
import { until } from './until.ts';

const PANEL_TITLE = 'Pixelpair';
const PANEL_FILE = '/panel.html';

/** The extension's panel in the real DevTools of one tab. */
export interface DevtoolsPanel {
  frame: Frame;
  /** The DevTools window around it. */
  devtools: Page;
}

async function openDevtools(root: CDPSession, page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.detach();
  // The protocol's typings do not know it yet; only a browser-wide session may send it.
  const send = root.send.bind(root) as unknown as (method: string, params: object) => Promise<unknown>;
  await send('Target.openDevTools', { targetId: targetInfo.targetId });
}

/** A connection lists DevTools windows only where they existed before it. */
async function untilExtensionLoaded(root: CDPSession, extensionId: string): Promise<void> {
  await until('the extension’s devtools page', async () => {
    const { targetInfos } = await root.send('Target.getTargets', { filter: [{}] });
    return targetInfos.some(({ type, url }) => type === 'iframe' && url.startsWith(`chrome-extension://${extensionId}/`));
  });
}

/** As text, so that no bundler of the caller rewrites the import: it is the DevTools front end's own module. */
const SHOW_VIEW = `async (id) => {
  const ui = await import('./ui/legacy/legacy.js');
  const manager = ui.ViewManager.ViewManager.instance();
  if (!manager.hasView(id)) return false;
  await manager.showView(id);
  return true;
}`;

/** The tab strip hides panels that find no room; the front end's own view manager shows any. */
async function showView(devtools: Page, viewId: string): Promise<void> {
  await until(`the view ${viewId}`, () => devtools.evaluate<boolean>(`(${SHOW_VIEW})(${JSON.stringify(viewId)})`));
}

function devtoolsPages(connection: Browser): Page[] {
  return connection
    .contexts()
    .flatMap((context) => context.pages())
    .filter((page) => page.url().startsWith('devtools://'));
}

/** Opens DevTools on a tab and shows Pixelpair's panel. */
export async function openPanel(browser: DemoBrowser, page: Page): Promise<DevtoolsPanel> {
  await openDevtools(browser.root, page);
  await untilExtensionLoaded(browser.root, browser.extensionId);
  const connection = await browser.inspectorConnection();
  const devtools = await until('the DevTools window', () => devtoolsPages(connection)[0]);
  await showView(devtools, `chrome-extension://${browser.extensionId}${PANEL_TITLE}`);
  const frame = await until('the panel', () => devtools.frames().find((each) => each.url().endsWith(PANEL_FILE)));
  return { frame, devtools };
}

/** Height of the DevTools tab strip above a panel. */
const TAB_STRIP_PX = 28;

/** A picture of the panel with the DevTools tab strip above it; the inspected page is not part of that window. */
export async function picturePanel({ frame, devtools }: DevtoolsPanel, path: string): Promise<void> {
  const element = await frame.frameElement();
  const box = await element.boundingBox();
  if (box === null) throw new Error('The panel is not shown.');
  const { x, y, width, height } = box;
  await devtools.screenshot({ path, clip: { x, y: y - TAB_STRIP_PX, width, height: height + TAB_STRIP_PX } });
}

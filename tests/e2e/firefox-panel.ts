import { until } from '../../demo/until.ts';
import type { FirefoxDriver } from './firefox-driver.ts';

const PANEL_LABEL = 'Pixelpair';
const PANEL_FILE = '/panel.html';

/** The extension's panel in the real DevTools of the tab that was open when it was opened. */
export interface FirefoxPanel {
  /** Runs the body of a function in the panel's page, with its `document`; what it returns must be JSON. */
  read<T>(body: string): Promise<T>;
}

const TOOLBOX = `
  const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = require('devtools/client/framework/devtools');`;

/** The toolbox is opened once; the add-on registers its panel a moment later. */
const OPEN_TOOLBOX = `${TOOLBOX}
  await gDevTools.showToolboxForTab(gBrowser.selectedTab, { toolId: 'webconsole', hostType: 'bottom' });`;

const SELECT_PANEL = `${TOOLBOX}
  const toolbox = gDevTools.getToolboxForTab(gBrowser.selectedTab);
  const tool = toolbox.getAdditionalTools().find(({ label }) => label === args[0]);
  if (tool) await toolbox.selectTool(tool.id);
  return tool !== undefined;`;

/** The panel's page runs in the add-on's process: it is reached through its browser element's message manager. */
const FIND_PANEL = `${TOOLBOX}
  const [file, body] = args;
  const search = (window) => {
    for (const element of window.document.querySelectorAll('browser, iframe')) {
      if ((element.browsingContext?.currentURI?.spec ?? '').endsWith(file)) return element;
      const found = element.isRemoteBrowser || !element.contentWindow ? null : search(element.contentWindow);
      if (found) return found;
    }
    return null;
  };
  const panel = search(gDevTools.getToolboxForTab(gBrowser.selectedTab).win);`;

const READ_PANEL = `${FIND_PANEL}
  return new Promise((resolve, reject) => {
    const answered = ({ data: { value, error } }) => {
      panel.messageManager.removeMessageListener('pixelpair-test', answered);
      if (error === undefined) resolve(value);
      else reject(error);
    };
    panel.messageManager.addMessageListener('pixelpair-test', answered);
    const script = "try { sendAsyncMessage('pixelpair-test', { value: (function (document) {" + body + "})(content.document) }); } catch (error) { sendAsyncMessage('pixelpair-test', { error: String(error) }); }";
    panel.messageManager.loadFrameScript('data:,' + encodeURIComponent(script), false);
  });`;

/** Opens DevTools on the current tab and shows Pixelpair's panel. */
export async function openFirefoxPanel(driver: FirefoxDriver): Promise<FirefoxPanel> {
  await driver.evaluate('chrome', OPEN_TOOLBOX);
  await until('the add-on’s panel', () => driver.evaluate<boolean>('chrome', SELECT_PANEL, PANEL_LABEL));
  await until('the panel’s page', () => driver.evaluate<boolean>('chrome', `${FIND_PANEL} return panel !== null;`, PANEL_FILE));
  const read = <T>(body: string): Promise<T> => driver.evaluate<T>('chrome', READ_PANEL, PANEL_FILE, body);
  await until('the panel’s first picture', () => read<boolean>(`return document.querySelector('#app')?.childElementCount > 0`));
  return { read };
}

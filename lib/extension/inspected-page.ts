import type { Revisit } from '../model/revisit.ts';
import { browser } from './browser.ts';

/** How long a page may take to be left, or to be there again. */
const NAVIGATION_MS = 10_000;
const POLL_MS = 100;

/** Where the inspected page stands: its address, and whether it has loaded. */
interface PageState {
  url: string;
  loaded: boolean;
  /** Tells one load of a page from the next. */
  origin: number;
}

const READ_STATE = '({ url: location.href, loaded: document.readyState === "complete", origin: performance.timeOrigin })';
/** The server's first byte: later than what the page before still sent, earlier than anything of this one. */
const READ_LOAD = 'performance.timeOrigin + (performance.getEntriesByType("navigation")[0]?.responseStart ?? 0)';

/** Calls back with the Unix ms at which the inspected page was loaded, each time it is. */
export function onPageLoaded(loaded: (at: number) => void): void {
  browser.devtools.network.onNavigated.addListener(() => {
    evaluate<number>(READ_LOAD).then(loaded, () => loaded(Date.now()));
  });
}

/** Visits the inspected page again. It sends its real pixels: only ever done after the reader said so. */
export async function revisitPage(kind: Revisit): Promise<void> {
  if (kind === 'back-forward') return goBackAndForward();
  const before = await evaluate<PageState>(READ_STATE);
  if (kind === 'reload') browser.devtools.inspectedWindow.reload({});
  else await evaluate('setTimeout(() => location.assign(location.href))');
  await until(({ origin, loaded }) => origin !== before.origin && loaded, 'The page did not load again.');
}

async function goBackAndForward(): Promise<void> {
  const before = await evaluate<PageState>(READ_STATE);
  await evaluate('setTimeout(() => history.back())');
  await until(({ url, loaded }) => url !== before.url && loaded, 'There is no page to go back to.');
  await evaluate('setTimeout(() => history.forward())');
  await until(({ url, loaded }) => url === before.url && loaded, 'The page did not come back.');
}

async function until(holds: (state: PageState) => boolean, failure: string): Promise<void> {
  const end = Date.now() + NAVIGATION_MS;
  while (Date.now() < end) {
    // A page that is being left answers with an error.
    const state = await evaluate<PageState>(READ_STATE).catch(() => null);
    if (state !== null && holds(state)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(failure);
}

/** What `eval` hands over where the expression could not be run. */
interface EvalFailure {
  isError?: boolean;
  isException?: boolean;
}

/** The polyfill does not wrap it where the browser has a `browser` of its own, and Chromium's gives no promise: callbacks work everywhere. */
interface CallbackDevtools {
  inspectedWindow: { eval(expression: string, done: (result: unknown, failure?: EvalFailure) => void): void };
}

/** Runs an expression in the inspected page. */
function evaluate<Result>(expression: string): Promise<Result> {
  const { devtools } = (globalThis as unknown as { chrome: { devtools: CallbackDevtools } }).chrome;
  return new Promise((resolve, reject) => {
    devtools.inspectedWindow.eval(expression, (result, failure) => {
      if (failure?.isError === true || failure?.isException === true) reject(new Error('The inspected page does not answer.'));
      else resolve(result as Result);
    });
  });
}

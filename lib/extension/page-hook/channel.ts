/**
 * How the hook (the page's own world) hands its records to the bridge (the extension's world) in the same document.
 * Both use the window's `performance`: an event target that both worlds share, that `document.open()` leaves alone
 * (it strips window and document of their listeners), and that no page listens to. The page can read and forge all of it.
 */

/** Hook → bridge. `detail`: one PageRecord as JSON text; one event for each record, dispatched within the page's own call. */
export const RECORD_EVENT = 'pixelpair:record';

/** Hook → bridge, once, cancelable: "I am here". A hook that is already there cancels it, and the newcomer withdraws. */
export const READY_EVENT = 'pixelpair:ready';

/** Bridge → hook: "I listen". `detail`: hosts to watch beside the known endpoints, separated by commas. The hook keeps its records until the first of these. */
export const HELLO_EVENT = 'pixelpair:hello';

/** Reason of a part that is off because its API is missing here: no page can use it, so nothing is missed. */
export const NOT_IN_BROWSER = 'no such API';

/** Records that a hook keeps while no bridge listens. */
export const KEPT_RECORDS = 200;

/** The bridge's end of the channel. */
export interface HookListener {
  /** Has the hook report requests to these hosts too. The page can see them, so name only hosts of the page's own site. */
  watchHosts(hosts: readonly string[]): void;
}

/** Listens to the hook of this document, whichever of the two came first. `onRecord` gets JSON text that the page may have forged. */
export function listenToHook(target: EventTarget, onRecord: (json: string) => void): HookListener {
  let named: readonly string[] = [];
  const sayHello = (): void => {
    target.dispatchEvent(new CustomEvent(HELLO_EVENT, { detail: named.join(',') }));
  };
  target.addEventListener(RECORD_EVENT, (event) => {
    const detail: unknown = event instanceof CustomEvent ? event.detail : null;
    if (typeof detail === 'string') onRecord(detail);
  });
  target.addEventListener(READY_EVENT, sayHello);
  sayHello();
  return {
    watchHosts(hosts) {
      named = hosts;
      sayHello();
    },
  };
}

import type { PanelStore } from '../../components/panel/panel-store.ts';
import { onBroadcast } from '../../lib/extension/follow-log.ts';
import { sendRequest } from '../../lib/extension/send.ts';
import { grantAccess } from '../../lib/extension/site-access.ts';
import { openOptions } from './open-options.ts';

/** Keeps what can be seen of the inspected tab in step: hooks report, permissions come and go. Returns how to ask at once. */
export function followStatus(store: PanelStore, tabId: number): () => void {
  const read = (): void => {
    sendRequest('capture.status', { tabId }).then(
      (status) => store.setState({ status }),
      // The log follower reports a background that does not answer; what was known of it holds no more.
      () => store.setState({ status: null }),
    );
  };
  onBroadcast(({ broadcast }) => {
    if (broadcast === 'status.changed' || broadcast === 'settings.changed') read();
  });
  read();
  return read;
}

/** Asks for the lost access. A browser that does not let DevTools ask gets the question in the options. */
export function askForAccess(then: () => void): void {
  grantAccess().then(then, openOptions);
}

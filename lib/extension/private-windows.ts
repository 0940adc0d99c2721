import type { Windows } from 'webextension-polyfill';

/** The part of `browser.windows` that is needed. */
export type WindowsApi = Pick<Windows.Static, 'getAll' | 'onRemoved'>;

/** Calls back when the last private window closes. Chromium has a background of its own for those, which ends with them. */
export function onLastPrivateClosed(windows: WindowsApi, closed: () => void): void {
  windows.onRemoved.addListener(() => {
    windows.getAll().then(
      (open) => {
        if (!open.some(({ incognito }) => incognito)) closed();
      },
      () => undefined,
    );
  });
}

import type { ListedFrame } from './hook-states.ts';

/** The part of `browser.webNavigation` that is needed. */
export interface FramesApi {
  getAllFrames(details: { tabId: number }): Promise<ListedFrame[] | null>;
}

/** The frames that a tab shows now; none where there is no such tab. Firefox throws for an ID below 0 where Chromium rejects. */
export async function listFrames(webNavigation: FramesApi, tabId: number): Promise<ListedFrame[]> {
  try {
    return (await webNavigation.getAllFrames({ tabId })) ?? [];
  } catch {
    return [];
  }
}

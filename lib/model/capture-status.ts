/** How the page hook stands in one frame of a tab. */
export interface HookFrame {
  url: string;
  /** `absent`: the document was there before the hook was (installed, switched on), or the browser lets no extension in. */
  state: 'on' | 'partly' | 'off' | 'absent';
  /** Why not all of it is on, one sentence each. */
  reasons: readonly string[];
}

/** What the recorder can see of one tab just now: no part of the log, since it changes with every page. */
export interface CaptureStatus {
  /** False where the browser no longer lets Pixelpair see requests of every site. */
  permitted: boolean;
  /** Whether the settings switch the page hook on. */
  hookOn: boolean;
  /** Of the documents that the tab shows now. */
  frames: readonly HookFrame[];
  /** Records of the tab's documents that were dropped because a page sent more than it may. */
  dropped: number;
}

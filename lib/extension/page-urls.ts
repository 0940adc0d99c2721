/** A committed navigation, as `webNavigation` tells it. */
export interface Navigation {
  tabId: number;
  frameId: number;
  url: string;
  /** Unix ms. */
  timeStamp: number;
  documentId?: string | undefined;
  /** Chromium. */
  frameType?: string | undefined;
  documentLifecycle?: string | undefined;
  parentDocumentId?: string | undefined;
}

/** A document that a frame showed from `at` (Unix ms) on. */
export interface FrameDocument {
  tabId: number;
  frameId: number;
  url: string;
  documentId: string;
  at: number;
}

/**
 * URL of the top page, by document and by tab. A document's request may come when its tab shows the next page already,
 * so the document decides and the tab only stands in where the browser names no document.
 */
export interface PageUrls {
  /** Top document → its URL. */
  documents: Record<string, string>;
  /** Document of a sub frame → the top document above it. */
  tops: Record<string, string>;
  tabs: Record<string, string>;
  /** Oldest first. */
  frames: FrameDocument[];
}

const KEPT = 300;

export function emptyPageUrls(): PageUrls {
  return { documents: {}, tops: {}, tabs: {}, frames: [] };
}

/** The map after a navigation. */
export function withNavigation(pages: PageUrls, navigation: Navigation): PageUrls {
  const { frameId, frameType, documentLifecycle } = navigation;
  const isTop = frameType === undefined ? frameId === 0 : frameType === 'outermost_frame';
  const documented = withDocument(pages, navigation, isTop);
  // Neither is a page that waits in the back-forward cache, or that the tab has left.
  const isShown = isTop && (documentLifecycle ?? 'active') === 'active';
  return isShown ? { ...documented, tabs: keepNewest(pages.tabs, tabKey(navigation.tabId), navigation.url) } : documented;
}

function withDocument(pages: PageUrls, { tabId, frameId, url, documentId, parentDocumentId, timeStamp }: Navigation, isTop: boolean): PageUrls {
  if (documentId === undefined) return pages;
  const frames = [...pages.frames.slice(1 - KEPT), { tabId, frameId, url, documentId, at: timeStamp }];
  if (isTop) return { ...pages, frames, documents: keepNewest(pages.documents, documentId, url) };
  if (parentDocumentId === undefined) return { ...pages, frames };
  return { ...pages, frames, tops: keepNewest(pages.tops, documentId, pages.tops[parentDocumentId] ?? parentDocumentId) };
}

/** URL of the top page that a document belongs to, as it is now; the tab's where the browser names no document. */
export function pageUrlOf(pages: PageUrls, { documentId, tabId }: { documentId?: string | undefined; tabId: number }): string | null {
  return documentId === undefined ? tabUrlOf(pages, tabId) : pageOfDocument(pages, documentId);
}

/** URL of the page that a tab shows; null where it was not seen to navigate. */
export function tabUrlOf(pages: PageUrls, tabId: number): string | null {
  return pages.tabs[tabKey(tabId)] ?? null;
}

export function isKnownDocument({ documents, tops }: PageUrls, documentId: string): boolean {
  return documentId in documents || documentId in tops;
}

/** null where the document was not seen to be committed. */
export function pageOfDocument(pages: PageUrls, documentId: string | null): string | null {
  return documentId === null ? null : (pages.documents[pages.tops[documentId] ?? documentId] ?? null);
}

/** The map without the pages of tabs that are not open, as far as they were shown before that time, Unix ms. */
export function withoutClosedTabs({ documents, tops, tabs, frames }: PageUrls, open: readonly number[], before: number): PageUrls {
  const kept = frames.filter(({ tabId, at }) => open.includes(tabId) || at >= before);
  const documentIds = kept.map(({ documentId }) => documentId);
  const tabIds = [...open, ...kept.map(({ tabId }) => tabId)];
  return { documents: pick(documents, documentIds), tops: pick(tops, documentIds), tabs: pick(tabs, tabIds.map(tabKey)), frames: kept };
}

function pick(map: Record<string, string>, keys: readonly string[]): Record<string, string> {
  const wanted = new Set(keys);
  return Object.fromEntries(Object.entries(map).filter(([key]) => wanted.has(key)));
}

/** Not a bare number: JavaScript would sort those, and the newest could not be told. */
function tabKey(tabId: number): string {
  return `tab ${tabId}`;
}

function keepNewest(map: Record<string, string>, key: string, value: string): Record<string, string> {
  const others = Object.entries(map).filter(([name]) => name !== key);
  return Object.fromEntries(others.slice(1 - KEPT).concat([[key, value]]));
}

/** A committed navigation, as `webNavigation` tells it. */
export interface Navigation {
  tabId: number;
  frameId: number;
  url: string;
  /** Chromium. */
  documentId?: string | undefined;
  frameType?: string | undefined;
  documentLifecycle?: string | undefined;
  parentDocumentId?: string | undefined;
}

/**
 * URL of the top page, by document and by tab. A document's request may come when its tab shows the next page already,
 * so the document decides and the tab only stands in where the browser names no document.
 */
export interface PageUrls {
  documents: Record<string, string>;
  tabs: Record<string, string>;
}

const KEPT = 300;

export function emptyPageUrls(): PageUrls {
  return { documents: {}, tabs: {} };
}

/** The map after a navigation. A sub frame inherits the page of the frame above it. */
export function withNavigation(pages: PageUrls, navigation: Navigation): PageUrls {
  const { tabId, frameId, url, documentId, frameType, documentLifecycle, parentDocumentId } = navigation;
  const top = frameType === undefined ? frameId === 0 : frameType === 'outermost_frame';
  const shown = top && documentLifecycle !== 'prerender';
  const page = top ? url : (pages.documents[parentDocumentId ?? ''] ?? tabUrlOf(pages, tabId));
  if (page === null) return pages;
  return {
    documents: documentId === undefined ? pages.documents : keepNewest(pages.documents, documentId, page),
    tabs: shown ? keepNewest(pages.tabs, tabKey(tabId), page) : pages.tabs,
  };
}

/** URL of the top page that a request belongs to; null where it is not known. */
export function pageUrlOf(pages: PageUrls, request: { documentId?: string | undefined; tabId: number }): string | null {
  const byDocument = request.documentId === undefined ? undefined : pages.documents[request.documentId];
  return byDocument ?? tabUrlOf(pages, request.tabId);
}

/** URL of the page that a tab shows; null where it was not seen to navigate. */
export function tabUrlOf(pages: PageUrls, tabId: number): string | null {
  return pages.tabs[tabKey(tabId)] ?? null;
}

/** Not a bare number: JavaScript would sort those, and the newest could not be told. */
function tabKey(tabId: number): string {
  return `tab ${tabId}`;
}

function keepNewest(map: Record<string, string>, key: string, value: string): Record<string, string> {
  const others = Object.entries(map).filter(([name]) => name !== key);
  return Object.fromEntries(others.slice(1 - KEPT).concat([[key, value]]));
}

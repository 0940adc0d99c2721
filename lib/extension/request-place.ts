import { pageOfDocument, tabUrlOf, type PageUrls } from './page-urls.ts';
import type { RequestDetails } from './request-details.ts';

/** Where a request came from. */
export interface RequestPlace {
  /** null where neither the browser nor the recorder's map names it (shared worker, closed tab in Chromium). */
  documentId: string | null;
  /** URL of the top page; null where unknown. */
  pageUrl: string | null;
}

/** The document and the page that a request came from (capture.md §1, "Contexts"). */
export function placeOf(pages: PageUrls, details: RequestDetails): RequestPlace {
  const documentId = documentOf(pages, details);
  // The map knows what a page without reload calls itself now; Firefox tells the URL that it was loaded with.
  const named = pageOfDocument(pages, documentId) ?? pageNamedBy(details);
  // The tab may show another page than that of a document which nobody knows.
  return { documentId, pageUrl: named ?? (documentId === null ? tabUrlOf(pages, details.tabId) : null) };
}

/** A form that is sent into a frame is the deed of the document around it: the frame's own is not there yet. */
function documentOf(pages: PageUrls, details: RequestDetails): string | null {
  if (details.documentId !== undefined) return details.documentId;
  if (details.type === 'sub_frame') return details.parentDocumentId ?? null;
  return details.type === 'main_frame' || details.frameType !== undefined ? null : documentInFirefox(pages, details);
}

/**
 * Firefox leaves the document of keepalive requests and of workers out, but names frame and URL. A URL that the frame never showed is a
 * worker's script: its document is the one that the frame shows. Without a tab (closed, or a shared worker) only the URL can tell.
 */
function documentInFirefox({ frames }: PageUrls, { tabId, frameId, documentUrl, timeStamp }: RequestDetails): string | null {
  const before = frames.filter((frame) => frame.at <= timeStamp && (tabId < 0 || (frame.tabId === tabId && frame.frameId === frameId)));
  const named = before.findLast(({ url }) => url === documentUrl);
  return (named ?? (tabId < 0 ? undefined : before.at(-1)))?.documentId ?? null;
}

/** Firefox: the frames above, or the document itself where it is the top page. */
function pageNamedBy({ documentId, documentUrl, frameId, frameAncestors }: RequestDetails): string | null {
  const top = frameAncestors?.at(-1)?.url;
  return top ?? (documentId !== undefined && frameId === 0 ? (documentUrl ?? null) : null);
}

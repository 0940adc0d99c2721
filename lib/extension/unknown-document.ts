import { isKnownDocument, withNavigation, type Navigation, type PageUrls } from './page-urls.ts';
import type { RequestDetails } from './request-details.ts';

/** A frame as `webNavigation.getFrame` tells it. */
export type FoundFrame = Pick<Navigation, 'url' | 'parentDocumentId' | 'frameType' | 'documentLifecycle'>;

/** null = that document is gone. */
export type FindFrame = (tabId: number, documentId: string) => Promise<FoundFrame | null>;

/**
 * The map with the documents that a request of Chromium's names and the map does not know: they were there before the recorder, or the
 * browser tells of their commit later than of their first request. Firefox tells URLs with each request.
 */
export async function learnDocuments(pages: PageUrls, details: RequestDetails, findFrame: FindFrame): Promise<PageUrls> {
  const { tabId, frameId, timeStamp, frameType, documentId, parentDocumentId } = details;
  const found: Navigation[] = [];
  let wanted = frameType === undefined || tabId < 0 ? undefined : (documentId ?? parentDocumentId);
  while (wanted !== undefined && !isKnownDocument(pages, wanted)) {
    const frame = await findFrame(tabId, wanted);
    if (frame) found.push({ ...frame, tabId, frameId, timeStamp, documentId: wanted });
    wanted = frame?.parentDocumentId;
  }
  // A frame takes its page from the one above it.
  return found.reduceRight(withNavigation, pages);
}

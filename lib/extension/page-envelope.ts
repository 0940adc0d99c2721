/** What a bridge sends for its document, one message for each record. */
export interface PageMessage {
  /** A PageRecord as JSON text: from the page's hook (the page can forge it), or of an event that the browser itself gave the bridge. */
  pageRecord: string;
  source: 'hook' | 'browser';
}

/** Told once when a document's first record is dropped, and with every further thousand. */
export interface DroppedMessage {
  pageRecordsDropped: number;
}

/** A longer record is dropped: no body of a pixel comes near it. Characters. */
export const RECORD_LIMIT = 2_000_000;

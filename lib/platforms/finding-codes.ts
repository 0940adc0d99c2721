/** Code of a decoder's finding that the ID is sent and empty, where the platform takes all such events for one (GA4). */
export const EMPTY_ID = 'empty-transaction-id';

/** Code of a decoder's finding that this adjustment takes its conversion back (Google Ads RETRACTION). */
export const RETRACTED = 'conversion-retracted';

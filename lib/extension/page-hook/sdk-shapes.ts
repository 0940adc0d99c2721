import type { HookedApi } from '../../model/page-record.ts';

/**
 * Where an SDK's loader snippet keeps what, so that calls are seen without putting anything in the global's place.
 * `queue`: property of the stub that holds its queue, '' where the global is the queue itself. `slots`: functions that take the
 * calls, set by the SDK once it has loaded and looked up at each call. Read off the snippets that the vendors publish.
 */
export type SdkShape = readonly [name: Exclude<HookedApi, 'gtag'>, queue: string, ...slots: string[]];

/** `gtag()` only pushes its arguments to the dataLayer. */
export const SDK_SHAPES: readonly SdkShape[] = [
  ['fbq', 'queue', 'callMethod'],
  ['ttq', '', 'track', 'page', 'identify'],
  ['dataLayer', ''],
  ['oaiq', 'q'],
  ['pintrk', 'queue'],
  ['snaptr', 'queue', 'handleRequest'],
  ['lintrk', 'q'],
  ['rdt', 'callQueue', 'sendEvent'],
  ['twq', 'queue', 'exe'],
  ['uetq', '', 'push'],
];

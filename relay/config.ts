/** What one relay is set to. */
export interface RelayConfig {
  version: string;
  /** Names this installation in `GET /v1`. */
  instance: string;
  /** How long receipts are kept, ms. */
  retentionMs: number;
  /** `platform:pixel` pattern → base URL of the upstream. Only these are ever forwarded to. */
  forward: Readonly<Record<string, string>>;
  /**
   * `platform:pixel` patterns whose server events all run through this relay. Only for these does "not found" mean
   * "not sent". null = nobody said: then it is taken of each pixel that a receipt has come for, since the first one.
   */
  covers: readonly string[] | null;
  /** Host names a request may be addressed to; null = any (not bound to loopback). */
  hosts: readonly string[] | null;
  /** Longest wait for an upstream's answer, ms. */
  upstreamTimeoutMs: number;
}

/** A year: what one query may cover. */
export const MAX_WINDOW_MS = 366 * 86_400_000;
export const DEFAULT_WINDOW_MS = 7 * 86_400_000;
export const MAX_LOOKUPS = 50;
export const MAX_PAGE = 200;
export const MAX_BODY_BYTES = 1_000_000;
export const MAX_EVENTS = 1_000;

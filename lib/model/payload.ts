/** One request that the shop's server sent to a platform's conversions API, as a relay or a file keeps it. */
export interface ServerPayload {
  /** Full URL of the platform's endpoint, path and query included. */
  endpoint: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  /** `json`: any JSON value. `form`: field name → string or list of strings. `utf8`: the raw text. */
  body: unknown;
  bodyEncoding: 'json' | 'form' | 'utf8';
}

/** What the platform answered to a payload. */
export interface PlatformAnswer {
  /** HTTP status; null = not known. */
  status: number | null;
  /** Parsed body; null = none or not known. */
  response: unknown;
}

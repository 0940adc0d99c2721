import type { CaptureBody } from '../model/capture.ts';
import type { DecodeIssue } from '../model/event.ts';

/** Name and value pairs in wire order; names repeat. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** A request's body as decoders read it. Parsed on first use: most requests are matched by URL alone. */
export interface WireBody {
  readonly kind: CaptureBody['kind'];
  /** UTF-8 text; '' where there is none. */
  text(): string;
  /** Fields of a urlencoded or multipart body; [] for anything else. */
  fields(): Fields;
  /** Parsed JSON, whatever the content type says; undefined where it is none. */
  json(): unknown;
  /** Why the body cannot be read; null where it can. */
  unreadable(): DecodeIssue | null;
}

/** A request as decoders read it. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  /** Lower case, without port. */
  readonly host: string;
  /** Still percent-encoded, as `url.pathname`. */
  readonly path: string;
  /** Query parameters in wire order, decoded; a malformed escape stays as it is. */
  query(): Fields;
  readonly body: WireBody;
  /** The platform a user rule names for this host; null without one. */
  readonly firstParty: string | null;
}

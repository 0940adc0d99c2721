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
  /** The same as `a=1&b=2`, for a parameter reader; '' where there are none. */
  params(): string;
  /** Parsed JSON, whatever the content type says; undefined where it is none. */
  json(): unknown;
  /** Why the body cannot be read; null where it can. */
  unreadable(): DecodeIssue | null;
}

/** A request as decoders read it. */
export interface WireRequest {
  /** Upper case. */
  readonly method: string;
  /** Lower case, without port. */
  readonly host: string;
  /** Still percent-encoded, as `URL` gives it. */
  readonly path: string;
  /** The query as it stands on the wire, without `?`: `a=1&b=2`, for a parameter reader. */
  readonly queryText: string;
  /** Query parameters in wire order, decoded; a malformed escape stays as it is. */
  query(): Fields;
  /** Query and body together as `a=1&b=2`: pixels move parameters from one to the other when a URL grows too long. */
  params(): string;
  readonly body: WireBody;
  /** The platform a user rule names for this host; null without one. */
  readonly firstParty: string | null;
}

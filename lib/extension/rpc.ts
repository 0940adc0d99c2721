import type { Broadcast, Requests } from './messages.ts';

export type RequestName = keyof Requests;

/** A request as it travels through `runtime.sendMessage`. */
export interface RequestMessage<N extends RequestName = RequestName> {
  request: N;
  params: Requests[N]['params'];
}

/** The answer to a request; errors travel as data, since a thrown one arrives without its code. */
export type ResponseMessage<N extends RequestName = RequestName> =
  | { ok: true; result: Requests[N]['result'] }
  | { ok: false; error: { code: string; message: string } };

/** How each request is answered. */
export type RequestHandlers = {
  [N in RequestName]: (params: Requests[N]['params']) => Promise<Requests[N]['result']>;
};

/** A request that the background could not fulfil, with the code of the error behind it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export function isBroadcast(message: unknown): message is Broadcast {
  return typeof message === 'object' && message !== null && 'broadcast' in message;
}

/** Answers a message if it is a request; undefined = it is none, and nobody waits for an answer. */
export function answerRequest(handlers: RequestHandlers, message: unknown): Promise<ResponseMessage> | undefined {
  if (!isRequest(message) || !Object.hasOwn(handlers, message.request)) return undefined;
  const handle = handlers[message.request] as (params: unknown) => Promise<Requests[RequestName]['result']>;
  return handle(message.params).then(
    (result) => ({ ok: true, result }),
    (error: unknown) => ({ ok: false, error: describeError(error) }),
  );
}

function isRequest(message: unknown): message is RequestMessage {
  return typeof message === 'object' && message !== null && 'request' in message && 'params' in message;
}

function describeError(error: unknown): { code: string; message: string } {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'failed';
  return { code, message: error instanceof Error ? error.message : String(error) };
}

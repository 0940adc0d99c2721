import { browser } from './browser.ts';
import type { Requests } from './messages.ts';
import { RequestError, type RequestMessage, type RequestName, type ResponseMessage } from './rpc.ts';

/** Asks the background; it starts if it was stopped. @throws RequestError */
export async function sendRequest<N extends RequestName>(name: N, params: Requests[N]['params']): Promise<Requests[N]['result']> {
  const message: RequestMessage<N> = { request: name, params };
  const response = await send<N>(message);
  if (response?.ok) return response.result;
  const error = response?.error ?? { code: 'no-answer', message: 'The recorder did not answer. Reload the extension, then reopen DevTools.' };
  throw new RequestError(error.code, error.message);
}

async function send<N extends RequestName>(message: RequestMessage<N>): Promise<ResponseMessage<N> | undefined> {
  try {
    return await browser.runtime.sendMessage<RequestMessage<N>, ResponseMessage<N> | undefined>(message);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RequestError('no-recorder', `The recorder cannot be reached (${reason}). Reload the extension, then reopen DevTools.`);
  }
}

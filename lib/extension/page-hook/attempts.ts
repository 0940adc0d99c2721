import type { PageAttempt } from '../../model/page-record.ts';
import { readBody } from './bodies.ts';
import { apply, attempt, ownProperty, peek, type Callable } from './natives.ts';
import { now, send } from './sender.ts';
import type { CallTrap } from './spy.ts';
import { stackNow } from './stack.ts';
import { watchedUrl } from './url.ts';

type Api = PageAttempt['api'];

/** What a call asks the browser to send; null for what is not watched. */
export type Describe = (self: unknown, args: unknown[], api: Api) => Pick<PageAttempt, 'method' | 'url' | 'contentType' | 'body'> | null;

const NativeHeaders = Headers;
const NativeRequest = Request;
const formAction = ownProperty(HTMLFormElement.prototype, 'action')?.get as Callable;
const opened = new WeakMap<object, [method: string, url: string | null, headers?: HeadersInit]>();

const upper = (text: unknown): string => `${text as string}`.toUpperCase();

function describe(method: string, url: string | null, headers: unknown, data: unknown): ReturnType<Describe> {
  if (!url) return null;
  const [body, contentType] = readBody(data);
  return { method, url, contentType: new NativeHeaders(headers as HeadersInit).get('content-type') ?? contentType, body };
}

/** `fetch(input, init)`, `fetchLater(input, init)`. A Request hands its body out only once, so it stays unread. */
export const describeFetch: Describe = (_self, args) => {
  const init = args[1];
  const request = args[0] instanceof NativeRequest ? args[0] : null;
  const url = watchedUrl(request?.url ?? args[0]);
  const method = upper(peek(init, 'method') ?? request?.method ?? 'GET');
  return describe(method, url, peek(init, 'headers') ?? request?.headers, peek(init, 'body') ?? (method === 'GET' ? null : request));
};

/** `element.src = url`, `navigator.sendBeacon(url, data)`. */
export const describeUrl: Describe = (_self, args, api) =>
  describe(api === 'beacon' ? 'POST' : 'GET', watchedUrl(args[0]), undefined, args[1]);

/** `xhr.open(method, url)`: a request object may be opened again for another URL. */
export function noteOpen(xhr: object, args: unknown[]): void {
  opened.set(xhr, [upper(args[0]), watchedUrl(args[1])]);
}

/** `xhr.setRequestHeader(name, value)`. */
export function noteHeader(xhr: object, args: unknown[]): void {
  const request = opened.get(xhr);
  if (request && /^content-type$/i.test(args[0] as string)) request[2] = [args as [string, string]];
}

/** `xhr.send(body)`. */
export const describeSend: Describe = (self, args) => {
  const request = opened.get(self as object);
  return request ? describe(request[0], request[1], request[2], request[0] === 'GET' ? null : args[0]) : null;
};

/** `form.submit()`, by the native getter: a field called `action` would stand in the way. webRequest reads forms in full; asking the form here would run the page's listeners. */
export const describeSubmit: Describe = (form) =>
  describe(upper((form as Element).getAttribute('method') ?? 'GET'), watchedUrl(apply(formAction, form, [])), undefined, form);

/**
 * A trap that calls through, then records. It reads before the call, since the page may change or use up its objects right
 * after. What the browser throws, or `false` from `sendBeacon`, is the refusal. `look`: a moment at which an SDK may have
 * appeared; every loader snippet sets `script.src` after its stub is there and before the page's first call.
 */
export function attemptTrap(api: Api, read: Describe, look: () => void): CallTrap {
  return (target, self, args) => {
    const described = attempt(() => read(self, args, api));
    if (described || api === 'script') look();
    if (!described) return apply(target, self, args);
    const record: PageAttempt = { record: 'attempt', api, ...described, refused: null, stack: attempt(stackNow), at: now() };
    try {
      const result: unknown = apply(target, self, args);
      if (result === false) record.refused = 'returned false';
      return result;
    } catch (error) {
      record.refused = 'threw';
      throw error;
    } finally {
      send(record);
    }
  };
}

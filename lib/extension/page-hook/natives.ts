/** What the hook takes from the window before the page's first script; the page may replace the originals later. */

export type Callable = (this: unknown, ...args: unknown[]) => unknown;

export const { apply, construct, defineProperty, getOwnPropertyDescriptor: ownProperty, getPrototypeOf, setPrototypeOf } = Reflect;
export const { isArray } = Array;
export const arrayPrototype = Array.prototype as object;

const ToObject = Object;
export const isObject = (value: unknown): value is object => ToObject(value) === value;

export const isText = (value: unknown): value is string => typeof value === 'string';

const objectToString = ownProperty(Object.prototype, 'toString')?.value as Callable;

/** `[object Array]`, `[object HTMLDivElement]`. */
export const tagOf = (value: unknown): string => apply(objectToString, value, []) as string;

/** A data property, own or inherited, read without running a getter of the page; undefined where there is none. */
export function peek(value: unknown, key: PropertyKey): unknown {
  const found = isObject(value) && ownProperty(value, key);
  return found ? found.value : isObject(value) ? peek(getPrototypeOf(value), key) : undefined;
}

/** What `read` gives; null where it throws. The page must not notice a fault of the hook. */
export function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

import { apply, attempt, construct, defineProperty, ownProperty, type Callable } from './natives.ts';

/** Stands in for a call: it must call `target` with `self` and `args` once, and give back or throw what that does. */
export type CallTrap = (target: Callable, self: unknown, args: unknown[]) => unknown;

const originals = new WeakMap<object, object>();

/** The handler inherits nothing: a page may put a `get` or `has` on Object.prototype. */
function makeProxy(target: Callable, handler: ProxyHandler<Callable>): Callable {
  const spy = new Proxy(target, { __proto__: null, ...handler } as ProxyHandler<Callable>);
  originals.set(spy, target);
  return spy;
}

/** A proxy, so that name, length, prototype, own properties, `instanceof`, `new.target` and subclasses stay those of the target. */
export const makeSpy = (target: Callable, trap: CallTrap): Callable => makeProxy(target, { apply: trap });

/** As `makeSpy`, for a class; `built` is told of each new object. */
export const makeClassSpy = (target: Callable, built: (object: object, args: unknown[]) => void): Callable =>
  makeProxy(target, {
    construct(original, args, newTarget) {
      const object = construct(original, args, newTarget) as object;
      built(object, args);
      return object;
    },
  });

/** Puts a spy where a function stands (a method, or an accessor's `set`); all else of the property stays. True where a spy stands now. */
export function spyOn(holder: object, key: PropertyKey, trap: CallTrap): boolean {
  const found = ownProperty(holder, key);
  const slot = found?.set ? 'set' : 'value';
  const target: unknown = found?.[slot];
  return typeof target === 'function' && (originals.has(target) || defineProperty(holder, key, { ...found, [slot]: makeSpy(target as Callable, trap) }));
}

/** A trap that tells `told` of each call, and what came of it, once it was made. */
export const after =
  (told: (self: object, args: unknown[], result: unknown) => void): CallTrap =>
  (target, self, args) => {
    const result: unknown = apply(target, self, args);
    attempt(() => told(self as object, args, result));
    return result;
  };

/** `String(fetch)` and the like give the original's text, and so does `String(Function.prototype.toString)`. */
export const maskSpies = (): boolean =>
  spyOn(Function.prototype, 'toString', (target, self, args) => apply(target, originals.get(self as object) ?? self, args));

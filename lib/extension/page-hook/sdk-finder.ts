import { arrayPrototype, getPrototypeOf, isArray, isObject, ownProperty, peek, setPrototypeOf, type Callable } from './natives.ts';
import { trackCalls } from './sdk-calls.ts';
import type { SdkShape } from './sdk-shapes.ts';
import { after, makeSpy, spyOn, type CallTrap } from './spy.ts';

const nativePush = ownProperty(arrayPrototype, 'push')?.value as Callable;

/** An array's prototype with a `push` that is watched. In the chain, not on the array: the array's own properties stay as they are. */
export const queuePrototype = (trap: CallTrap): object =>
  Object.create(arrayPrototype, { push: { value: makeSpy(nativePush, trap), writable: true, configurable: true } }) as object;

/** Watches the property where it stands, on the object or its own class; never on a native prototype that others share. */
function watchSlot(target: object, key: string, trap: CallTrap, holder: object | null = target): boolean {
  if (!holder || (holder !== target && isArray(holder))) return false;
  return ownProperty(holder, key) ? spyOn(holder, key, trap) : watchSlot(target, key, trap, getPrototypeOf(holder));
}

/** `uetq` takes one call in several items: a verb begins one. */
function uetCalls(queue: readonly unknown[]): unknown[][] {
  const calls: unknown[][] = [];
  for (const item of queue) {
    const last = calls.at(-1);
    if (last && !/^(event|set|consent|config)$/.test(item as string)) last.push(item);
    else calls.push([item]);
  }
  return calls;
}

/** Looks for an SDK's stub and, after it loaded, for what it put in the stub's place. Returns how to look; looking twice changes nothing. */
export function watchSdk(shape: SdkShape): () => void {
  const [name, queueKey, ...slots] = shape;
  const [guard, catchUp, slotTrap, pushTrap] = trackCalls(shape);
  const prototype = queuePrototype(pushTrap);
  let first: unknown;

  /** Watches a queue's `push`, native or an override such as Tag Manager's. */
  const adoptQueue = (queue: unknown): boolean => {
    if (!isArray(queue)) return false;
    if (getPrototypeOf(queue) === arrayPrototype && !ownProperty(queue, 'push')) setPrototypeOf(queue, prototype);
    else watchSlot(queue, 'push', pushTrap);
    catchUp(queue, name !== 'uetq' ? queue : first ? [] : uetCalls(queue));
    return true;
  };
  const adoptSlots = (target: object): boolean => slots.filter((slot) => watchSlot(target, slot, slotTrap(name === 'ttq' ? slot : ''))).length > 0;
  return () =>
    guard(() => {
      const found: unknown = ownProperty(window, name)?.value;
      if (!isObject(found)) return;
      const isQueue = adoptQueue(queueKey ? peek(found, queueKey) : found);
      const hasSlot = adoptSlots(found);
      // `ttq.instance(id)` gives a queue of its own before the SDK has loaded, and an object with methods after.
      Object.values(peek(found, '_i') ?? {}).forEach(adoptQueue);
      watchSlot(
        found,
        'instance',
        after((_self, _args, instance) => adoptSlots(instance as object)),
      );
      first ??= found;
      // A function without a place to watch inside: only then something of ours stands in the global's own place.
      if (typeof found === 'function' && !hasSlot && (first !== found || !isQueue)) spyOn(window, name, slotTrap(''));
    });
}

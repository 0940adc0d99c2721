import { apply, attempt, isObject, tagOf } from './natives.ts';
import type { SdkShape } from './sdk-shapes.ts';
import { now, send, setPart } from './sender.ts';
import type { CallTrap } from './spy.ts';
import { stackNow } from './stack.ts';

/** A call as its SDK understands it: `['track', 'Purchase', …]`; a dataLayer's is the one pushed item. */
type Call = readonly unknown[];

const MAX_QUEUED = 100;

const isSame = (one: Call, other: Call): boolean => one.length === other.length && one.every((value, i) => value === other[i]);

/** What one SDK is called with. A call may come by twice: from a stub's method to its queue, from an override to the `push` before it, from the queue to the loaded SDK. */
export type CallTracker = readonly [
  /** Runs the hook's own work; a fault switches this SDK's part off. */
  guard: (work: () => void) => void,
  /** Records the items of a queue that were not seen on their way in, and forgets those that left it while nobody looked: the SDK drained it as it loaded. */
  catchUp: (queue: readonly unknown[], items: readonly unknown[]) => void,
  /** Trap for a function that takes calls. `method`: what it stands for (`ttq.track`); '' where its first argument says it. */
  slotTrap: (method: string) => CallTrap,
  /** Trap for a queue's `push`: each argument is a call; for `uetq` they are one together. */
  pushTrap: CallTrap,
];

function sendCall(name: SdkShape[0], call: Call, stack: string | null): void {
  const isGtag = tagOf(call[0]) === '[object Arguments]';
  const isPush = !isGtag && (name === 'dataLayer' || name === 'uetq');
  const list = isGtag ? Array.from(call[0] as ArrayLike<unknown>) : call;
  send({ record: 'call', api: isGtag ? 'gtag' : name, method: isPush ? 'push' : String(list[0]), stack, at: now(), arguments: list.slice(isPush ? 0 : 1) });
}

export function trackCalls([name, , slot]: SdkShape): CallTracker {
  const seen = new WeakSet<object>();
  let isOff = false;
  /** Calls that are being made right now, outermost first. */
  let inFlight: Call[] = [];
  /** Calls that stand in a queue, from which the SDK may take them to a slot. */
  let queued: [call: Call, queue: readonly unknown[], item: unknown][] = [];

  const guard = (work: () => void): void => {
    try {
      if (!isOff) work();
    } catch (error) {
      isOff = true;
      setPart(name, `${error as string}`);
    }
  };
  const note = (call: Call, stack: string | null): void => {
    if (!inFlight.some((outer) => isSame(outer, call))) sendCall(name, call, stack);
  };
  const addQueued = (queue: readonly unknown[], item: unknown, stack: string | null): Call => {
    const call = name === 'dataLayer' ? [item] : Array.from(item as ArrayLike<unknown>);
    if (isObject(item)) seen.add(item);
    note(call, stack);
    if (slot && queued.length < MAX_QUEUED) queued.push([call, queue, item]);
    return call;
  };
  const trap =
    (read: (self: unknown, args: unknown[]) => Call[]): CallTrap =>
    (target, self, args) => {
      const before = inFlight;
      guard(() => (inFlight = [...before, ...read(self, args)]));
      try {
        return apply(target, self, args);
      } finally {
        inFlight = before;
      }
    };
  return [
    guard,
    (queue, items) => {
      queued = queued.filter((each) => each[1].includes(each[2]));
      for (const item of items) if (isObject(item) && !seen.has(item)) addQueued(queue, item, null);
    },
    (method) =>
      trap((_self, args) => {
        const call = method ? [method, ...args] : args;
        const drained = queued.findIndex((each) => isSame(each[0], call) && !each[1].includes(each[2]));
        if (drained < 0) note(call, stackNow());
        else queued.splice(drained, 1);
        return [call];
      }),
    trap((queue, args) => {
      const stack = attempt(stackNow);
      return (name === 'uetq' ? [args] : args).map((item) => addQueued(queue as unknown[], item, stack));
    }),
  ];
}

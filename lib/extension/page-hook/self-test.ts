import { apply, attempt, ownProperty, setPrototypeOf, type Callable } from './natives.ts';
import { queuePrototype } from './sdk-finder.ts';
import { makeClassSpy, makeSpy, type CallTrap } from './spy.ts';

/** True where a watched thing behaves as the thing itself. Run on scratch objects, before anything of the page's is touched. */
export type Check = () => boolean;

const passOn: CallTrap = (target, self, args) => apply(target, self, args);

export const callsPass: Check = () => {
  const spy = makeSpy(function (this: unknown, fault: unknown) {
    if (fault) throw fault as Error;
    return this;
  }, passOn);
  return apply(spy, passOn, [0]) === passOn && attempt(() => spy(1)) === null && spy.length === 1;
};

export const classesPass: Check = () => {
  let built: unknown;
  const Spy = makeClassSpy(Map as unknown as Callable, (object) => (built = object)) as unknown as typeof Map;
  class Derived extends Spy {}
  const derived = new Derived();
  return built === derived && derived instanceof Derived;
};

export const queuesPass: Check = () => {
  const queue = [1];
  return setPrototypeOf(queue, queuePrototype(passOn)) && queue.push(2) === 2 && queue[1] === 2 && !ownProperty(queue, 'push') && queue instanceof Array;
};

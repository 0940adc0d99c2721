import type { EventFields } from '../model/event.ts';

/** True where nothing says that the two differ: null on one side tells nothing. */
export function agree<T>(left: T | null, right: T | null): boolean {
  return left === null || right === null || left === right;
}

/** The same of what two events are worth. */
export function agreeOnAmount(a: EventFields, b: EventFields): boolean {
  return agree(a.value, b.value) && agree(a.currency, b.currency);
}

import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import type { StoreApi } from 'zustand/vanilla';

/** Reads a part of a zustand store and renders again when that part changes. `select` must return a stable value. */
export function useStore<State, Part>(store: StoreApi<State>, select: (state: State) => Part): Part {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const part = select(store.getState());
  const shown = useRef({ part, select });
  shown.current = { part, select };
  useLayoutEffect(() => {
    const compare = () => {
      if (!Object.is(shown.current.select(store.getState()), shown.current.part)) render(undefined);
    };
    // The store may have moved on between render and subscription.
    compare();
    return store.subscribe(compare);
  }, [store]);
  return part;
}

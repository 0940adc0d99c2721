import { CALL_WINDOW_MS } from '../dedup/origin.ts';
import type { SdkCall } from '../model/event.ts';

interface Placed {
  call: SdkCall;
  /** Its place in the log. */
  place: number;
}

const NONE: readonly SdkCall[] = [];

/** The page's calls by slice of time, each as long as a call may be away from its request. */
export class CallIndex {
  readonly #bySlice = new Map<number, Placed[]>();
  #count = 0;

  add(call: SdkCall): void {
    const slice = sliceOf(call.at);
    const placed = { call, place: this.#count };
    const known = this.#bySlice.get(slice);
    if (known) known.push(placed);
    else this.#bySlice.set(slice, [placed]);
    this.#count += 1;
  }

  /** All calls that may belong to an event of this time, Unix ms, in the order of the log. */
  near(at: number): readonly SdkCall[] {
    if (this.#count === 0) return NONE;
    const slice = sliceOf(at);
    const found = [slice - 1, slice, slice + 1].flatMap((near) => this.#bySlice.get(near) ?? []);
    return found.sort((a, b) => a.place - b.place).map(({ call }) => call);
  }
}

function sliceOf(at: number): number {
  return Math.floor(at / CALL_WINDOW_MS);
}

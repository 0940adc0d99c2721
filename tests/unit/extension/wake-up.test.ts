import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWakeUp } from '../../../lib/extension/wake-up.ts';

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

function bench() {
  const alarms: number[] = [];
  const woken: number[] = [];
  const wakeAt = createWakeUp({ create: (_name, { when }) => alarms.push(when) }, Date.now, () => woken.push(Date.now()));
  return { alarms, woken, wakeAt };
}

describe('being woken at a time', () => {
  it('soon: by a timer, and by an alarm in case the background is stopped', () => {
    const { alarms, woken, wakeAt } = bench();
    wakeAt(5_000);
    vi.advanceTimersByTime(60_000);
    expect(woken).toEqual([5_000]);
    expect(alarms).toEqual([30_000]);
  });

  it('late: by the alarm alone', () => {
    const { alarms, woken, wakeAt } = bench();
    wakeAt(300_000);
    vi.advanceTimersByTime(400_000);
    expect(woken).toEqual([]);
    expect(alarms).toEqual([300_000]);
  });

  it('a time that has passed: at once', () => {
    const { woken, wakeAt } = bench();
    vi.setSystemTime(9_000);
    wakeAt(1_000);
    vi.advanceTimersByTime(0);
    expect(woken).toEqual([9_000]);
  });

  it('a new arrangement replaces the old one', () => {
    const { woken, wakeAt } = bench();
    wakeAt(5_000);
    wakeAt(8_000);
    vi.advanceTimersByTime(20_000);
    expect(woken).toEqual([8_000]);
  });
});

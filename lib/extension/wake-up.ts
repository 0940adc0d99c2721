/** The part of `browser.alarms` that is needed. */
export interface Alarms {
  create(name: string, info: { when: number }): unknown;
}

export const WAKE_ALARM = 'wake';

/** A background may be stopped 30 s after its last event: timers are trusted for less than that. */
const TIMER_MS = 25_000;
/** Browsers fire no alarm earlier than this. */
const ALARM_MIN_MS = 30_000;

/**
 * Calls `wake` at a time, by a timer where it is soon, and by an alarm in any case, since a timer dies with the background.
 * The alarm's name is `WAKE_ALARM`; its listener stands at the background's top level.
 */
export function createWakeUp(alarms: Alarms, now: () => number, wake: () => void): (time: number) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let alarmAt = 0;
  return (time) => {
    const delay = Math.max(0, time - now());
    clearTimeout(timer);
    if (delay <= TIMER_MS) timer = setTimeout(wake, delay);
    const when = Math.max(time, now() + ALARM_MIN_MS);
    // One second more or less does not matter, and every entry of the log arranges anew.
    if (Math.abs(when - alarmAt) < 1_000) return;
    alarmAt = when;
    alarms.create(WAKE_ALARM, { when });
  };
}

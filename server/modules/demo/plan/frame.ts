import type { Frame } from "./people.ts";
import { dayMs } from "./rhythm.ts";
import type { DemoSize } from "./size.ts";

/** What has just been said needs a moment before it is history. */
const settleMs = 90_000;

/**
 * The days up to now, by the calendar of a time zone: `start` is the instant of the first midnight. A change of the
 * clock in between shifts the days before it by an hour, which nobody sees in made-up talk.
 */
export function planFrame(size: DemoSize, now: Date, timeZone: string): Frame & { start: number } {
  const start = now.getTime() - msSinceMidnight(now, timeZone) - (size.days - 1) * dayMs;
  const weekday = new Intl.DateTimeFormat("en-US", { timeZone, weekday: "short" }).format(new Date(start + dayMs / 2));
  return {
    size,
    start,
    firstWeekday: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].indexOf(weekday),
    end: now.getTime() - settleMs - start,
  };
}

function msSinceMidnight(now: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "medium", hourCycle: "h23" });
  const [hours = 0, minutes = 0, seconds = 0] = format.format(now).split(":").map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + now.getMilliseconds();
}

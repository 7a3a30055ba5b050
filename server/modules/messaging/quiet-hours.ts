/** Local time of an instant in a zone, without a library: Intl knows every zone and its changes. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(timeZone: string): Intl.DateTimeFormat {
  let found = formats.get(timeZone);
  if (!found) {
    found = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(timeZone, found);
  }
  return found;
}

export interface LocalTime {
  /** YYYY-MM-DD */
  readonly day: string;
  /** Minutes since local midnight, 0 to 1439. */
  readonly minute: number;
}

export function localTime(at: Date, timeZone: string): LocalTime {
  const part: Record<string, string> = {};
  for (const { type, value } of format(timeZone).formatToParts(at)) part[type] = value;
  return {
    day: `${part["year"]}-${part["month"]}-${part["day"]}`,
    minute: Number(part["hour"]) * 60 + Number(part["minute"]),
  };
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Whether a local time lies in a window `from`–`until` (HH:mm) that may pass midnight. Equal ends: never. */
export function isWithin(minute: number, window: { from: string; until: string }): boolean {
  const [from, until] = [minuteOf(window.from), minuteOf(window.until)];
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
}

/**
 * When a quiet window that `at` lies in is over: the first whole minute whose local time is outside it.
 * Walked minute by minute across at most a day, so that an hour that daylight saving skips or repeats is
 * neither quiet nor loud by mistake.
 */
export function endOfQuiet(at: Date, window: { from: string; until: string }, timeZone: string): Date {
  let ms = Math.floor(at.getTime() / 60_000) * 60_000;
  for (let step = 0; step < 26 * 60; step++) {
    if (!isWithin(localTime(new Date(ms), timeZone).minute, window)) return new Date(Math.max(ms, at.getTime()));
    ms += 60_000;
  }
  return at;
}

/** The instant at which the local day that `at` lies in began. */
export function startOfLocalDay(at: Date, timeZone: string): Date {
  const { day } = localTime(at, timeZone);
  let ms = Math.floor(at.getTime() / 60_000) * 60_000;
  // In whole quarters, since every zone's midnight lies on one; a day is at most 25 hours long.
  ms -= ms % 900_000;
  while (localTime(new Date(ms - 1), timeZone).day === day) ms -= 900_000;
  return new Date(ms);
}

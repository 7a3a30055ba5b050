/** The instant a question is asked at, with the org's calendar: days begin and end in the org's time zone. */

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Zones lie from 12 hours behind UTC to 14 ahead: no day begins further from its UTC midnight. */
const furthestMs = 15 * 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    formats.set(timeZone, format);
  }
  return format;
}

export interface Moment {
  readonly now: Date;
  /** Today's calendar day, YYYY-MM-DD. */
  readonly today: string;
  /** The calendar day that an instant falls on. */
  readonly dayOf: (at: Date) => string;
  /** The first instant of a calendar day; of a day that a zone left out, the first instant after it. */
  readonly startOf: (day: string) => Date;
}

export function createMoment(now: Date, timeZone: string): Moment {
  const known = new Map<string, Date>();
  return {
    now,
    today: dayFormat(timeZone).format(now),
    dayOf: (at) => dayFormat(timeZone).format(at),
    startOf: (day) => {
      const found = known.get(day) ?? findStart(day, dayFormat(timeZone));
      known.set(day, found);
      return found;
    },
  };
}

/** The day so many days later, or earlier when negative. */
export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);

/** Whether a text is a calendar day that exists: 2026-02-30 does not. */
export function isDay(text: string): boolean {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** Halves the span in which the day must begin; clocks change on whole minutes, so a minute is exact. */
function findStart(day: string, format: Intl.DateTimeFormat): Date {
  const noonless = Date.parse(`${day}T00:00:00Z`);
  let before = (noonless - furthestMs) / minuteMs;
  let from = (noonless + furthestMs) / minuteMs;
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (format.format(new Date(middle * minuteMs)) < day) before = middle;
    else from = middle;
  }
  return new Date(from * minuteMs);
}

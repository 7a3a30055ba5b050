/** Numbers, days and times as people read them, in the org's time zone. */
export interface Format {
  /** "1,286"; "—" where there is no figure. */
  readonly number: (value: number | null | undefined) => string;
  /** "8.4%" of a share between 0 and 1; "—" where there is none. */
  readonly percent: (share: number | null | undefined) => string;
  /** "10:42". */
  readonly time: (instant: string) => string;
  /** "11月24日 10:42", with the year when it is not this one. */
  readonly dateTime: (instant: string | null | undefined) => string;
  /** "11月24日周二" of a calendar day YYYY-MM-DD. */
  readonly day: (day: string) => string;
  /** "周二 24" for the foot of a chart. */
  readonly shortDay: (day: string) => string;
  /** The calendar day of an instant in the org's zone, YYYY-MM-DD. */
  readonly dayOf: (instant: string | number) => string;
  /** So many calendar days up to today, both ends included. */
  readonly lastDays: (count: number) => { from: string; to: string };
}

const none = "—";
const dayMs = 86_400_000;

/** Builds the formats of one language and time zone; `now` (ms) decides which year goes without saying, and what today is. */
export function createFormat(locale: string, timeZone: string, now: () => number): Format {
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const times = new Intl.DateTimeFormat(locale, { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const dates = new Intl.DateTimeFormat(locale, { timeZone, month: "short", day: "numeric" });
  const datesWithYear = new Intl.DateTimeFormat(locale, { timeZone, year: "numeric", month: "short", day: "numeric" });
  // A calendar day has no zone: it is read and written at noon of UTC.
  const days = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "short", day: "numeric", weekday: "short" });
  const shortDays = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "numeric", day: "numeric" });
  const isoDays = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const noon = (day: string) => new Date(`${day}T12:00:00Z`);
  const dayOf = (instant: string | number) => isoDays.format(new Date(instant));
  const time = (instant: string) => times.format(new Date(instant));
  return {
    number: (value) => (value === null || value === undefined ? none : numbers.format(value)),
    percent: (share) => (share === null || share === undefined ? none : percents.format(share)),
    time,
    dateTime: (instant) => {
      if (!instant) return none;
      const dateFormat = dayOf(instant).startsWith(dayOf(now()).slice(0, 4)) ? dates : datesWithYear;
      return `${dateFormat.format(new Date(instant))} ${time(instant)}`;
    },
    day: (day) => days.format(noon(day)),
    shortDay: (day) => shortDays.format(noon(day)),
    dayOf,
    lastDays: (count) => ({ from: dayOf(now() - (count - 1) * dayMs), to: dayOf(now()) }),
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes since local midnight, 0 to 1439, of an instant in a time zone (IANA name). */
export function localMinute(at: Date, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone, hourCycle: "h23", hour: "2-digit", minute: "2-digit" });
    formats.set(timeZone, format);
  }
  return minuteOf(format.format(at));
}

/** Minutes since midnight of a time HH:mm. */
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Whether a local minute lies in a window from–until (HH:mm), which may pass midnight; its end is outside. */
export function isBetween(minute: number, window: { readonly from: string; readonly until: string }): boolean {
  const [from, until] = [minuteOf(window.from), minuteOf(window.until)];
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
}

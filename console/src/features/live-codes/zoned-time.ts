/** What clocks in a zone show at an instant: "2026-11-24T10:42". */
export function localOf(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/**
 * The instant at which clocks in a zone show a local time. A time that a change to summer time skips becomes the
 * same distance after the change; one that comes twice means the first.
 */
export function instantOf(local: string, timeZone: string): string {
  const asUtc = Date.parse(`${local.slice(0, 16)}:00Z`);
  const offsetAt = (instant: number) =>
    Date.parse(`${localOf(new Date(instant).toISOString(), timeZone)}:00Z`) - instant;
  const before = asUtc - offsetAt(asUtc - 86_400_000);
  const after = asUtc - offsetAt(asUtc + 86_400_000);
  const shows = (instant: number) => localOf(new Date(instant).toISOString(), timeZone) === local.slice(0, 16);
  const chosen = [before, after].toSorted((a, b) => a - b).find(shows) ?? before;
  return new Date(chosen).toISOString();
}

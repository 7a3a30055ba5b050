export interface TimeFormat {
  /** Language tag for Intl. */
  readonly tag: string;
  /** The present, in ms. */
  readonly now: number;
  readonly words: { readonly today: string; readonly yesterday: string };
  /** The device's own zone when absent. */
  readonly timeZone?: string;
}

const makers = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times what using it does. */
function formatter(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = tag + JSON.stringify(options);
  const known = makers.get(name) ?? new Intl.DateTimeFormat(tag, options);
  makers.set(name, known);
  return known;
}

const zoneOf = (format: Pick<TimeFormat, "timeZone">): { timeZone?: string } =>
  format.timeZone ? { timeZone: format.timeZone } : {};

/** The calendar day as YYYY-MM-DD: equal exactly when two times lie on one day. */
export function dayOf(ms: number, format: Pick<TimeFormat, "timeZone"> = {}): string {
  return formatter("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", ...zoneOf(format) }).format(ms);
}

/** As a chat writes times: 10:02 · 昨天 10:02 · 11月20日 10:02 · 2025年11月20日 10:02. */
export function formatMoment(ms: number, format: TimeFormat): string {
  const { tag, now, words } = format;
  const zone = zoneOf(format);
  const clock = formatter(tag, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...zone }).format(ms);
  const day = dayOf(ms, format);
  if (day === dayOf(now, format)) return clock;
  if (day === dayOf(now - 86_400_000, format)) return `${words.yesterday} ${clock}`;
  return `${formatDay(ms, format)} ${clock}`;
}

/** The day alone, with the year when it is not this one. */
export function formatDay(ms: number, format: Pick<TimeFormat, "tag" | "now" | "timeZone">): string {
  const isThisYear = dayOf(ms, format).slice(0, 4) === dayOf(format.now, format).slice(0, 4);
  const year = isThisYear ? {} : { year: "numeric" as const };
  const month = format.tag.startsWith("zh") ? ("long" as const) : ("short" as const);
  return formatter(format.tag, { ...year, month, day: "numeric", ...zoneOf(format) }).format(ms);
}

/** A count with its separators. */
export function formatCount(count: number, tag: string): string {
  return new Intl.NumberFormat(tag).format(count);
}

import { addDays, daysOf } from "./calendar.ts";

/** Days of the org from … to, both included. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** What a caller may leave open. */
export interface AskedSpan {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Days that a figure looks at, and that its base before looks at. */
export const windowDays = 7;

/** A longer span is cut at its older end: two years of days are as many as a chart can show. */
const mostDays = 731;

/** The last 7 days, today included, and the 7 before. */
export function planWindows(today: string): { now: Span; before: Span } {
  const from = addDays(today, 1 - windowDays);
  return { now: { from, to: today }, before: { from: addDays(from, -windowDays), to: addDays(from, -1) } };
}

/** What was asked for, filled up: to today, and `days` long when no beginning is given. Never later than today. */
export function fillSpan(asked: AskedSpan, today: string, days: number): Span {
  const to = asked.to && asked.to < today ? asked.to : today;
  const oldest = addDays(to, 1 - mostDays);
  const from = asked.from ?? addDays(to, 1 - days);
  if (from > to) return { from: to, to };
  return { from: from < oldest ? oldest : from, to };
}

/** One row for each day of the span, in order; days without a row get `empty`. */
export function fillDays<Row extends { readonly day: string }>(
  span: Span,
  rows: readonly Row[],
  empty: (day: string) => Row,
): Row[] {
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return daysOf(span).map((day) => byDay.get(day) ?? empty(day));
}

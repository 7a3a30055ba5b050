/** How much people talk at which hour, and when they come. Weights against each other, one for each hour of the day. */
const hours = [8, 3, 1, 1, 1, 3, 12, 34, 52, 44, 40, 38, 56, 48, 36, 36, 38, 46, 56, 66, 86, 94, 72, 34] as const;

export const dayMs = 86_400_000;
export const hourMs = 3_600_000;

/** A moment of the day in ms since midnight, likelier in the evening than before dawn. `pick` chooses by hour's weight. */
export const hourWeights = hours.map((weight, hour) => ({ item: hour * hourMs, weight }));

/** How lively a day is against the others: more at weekends, and slowly more as the community grows. */
export function dayFactor(day: number, days: number, weekday: number): number {
  const growth = 0.5 + (0.5 * day) / Math.max(1, days - 1);
  const isWeekend = weekday === 0 || weekday === 6;
  return growth * (isWeekend ? 1.25 : 0.95);
}

/** How many come on a day against the others: a first crowd, two campaigns, more at weekends. */
export function joinFactor(day: number, days: number, weekday: number): number {
  const campaign = [0.35, 0.8].some((share) => Math.abs(day - Math.round(share * days)) <= 1) ? 3.5 : 1;
  const isWeekend = weekday === 0 || weekday === 6;
  return (day === 0 ? 12 : 1) * campaign * (isWeekend ? 1.4 : 1) * (0.8 + (0.4 * day) / days);
}

/** How large a demo is. */
export interface DemoSize {
  /** At most 12. */
  readonly groups: number;
  readonly members: number;
  readonly days: number;
  /** Messages on a usual day at the end, over all groups; it began with half of that. */
  readonly linesPerDay: number;
}

export const fullSize: DemoSize = { groups: 12, members: 3_000, days: 90, linesPerDay: 620 };

/** For trying out and for tests: made within seconds. */
export const smallSize: DemoSize = { groups: 3, members: 60, days: 15, linesPerDay: 60 };

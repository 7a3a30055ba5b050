import fc from "fast-check";
import { expect, test } from "vitest";
import { mostNames, planGreeting, type LastGreeting } from "./greeting.ts";

interface Said {
  readonly at: number;
  readonly names: string[];
}

/** Plays a group's joins on a clock of seconds; a greeting leaves when it is due, or later when sending lags. */
function play(waits: readonly number[], lagSeconds: number): Said[] {
  const said: Said[] = [];
  let last: { dueAt: number; names: string[]; saidAt: number | null } | undefined;
  let now = 1_000_000;
  const leaveUntil = (until: number): void => {
    if (!last || last.saidAt !== null || last.dueAt + lagSeconds > until) return;
    last.saidAt = last.dueAt + lagSeconds;
    said.push({ at: last.saidAt, names: last.names });
  };
  for (const [index, wait] of waits.entries()) {
    now += wait;
    leaveUntil(now);
    const known: LastGreeting | undefined = last && {
      dueAt: new Date(last.dueAt * 1000),
      nameCount: last.names.length,
      state: last.saidAt === null ? "waiting" : "said",
      saidAt: last.saidAt === null ? null : new Date(last.saidAt * 1000),
    };
    const plan = planGreeting(known, new Date(now * 1000));
    if (plan.joins) last?.names.push(`m${index}`);
    else {
      // A full greeting that still waits leaves on its own.
      if (last?.saidAt === null) said.push({ at: last.dueAt + lagSeconds, names: last.names });
      last = { dueAt: plan.dueAt.getTime() / 1000, names: [`m${index}`], saidAt: null };
    }
  }
  leaveUntil(Number.POSITIVE_INFINITY);
  return said;
}

test("whoever comes is named exactly once and no two greetings are less than a minute apart", () => {
  const waits = fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 90 })), { maxLength: 120 });
  fc.assert(
    fc.property(waits, fc.constantFrom(0, 1, 40), (joins, lag) => {
      const said = play(joins, lag);
      expect(said.flatMap((greeting) => greeting.names)).toEqual(joins.map((_wait, index) => `m${index}`));
      for (const greeting of said) expect(greeting.names.length).toBeLessThanOrEqual(mostNames);
      for (const [index, greeting] of said.entries())
        expect(greeting.at - (said[index - 1]?.at ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(60);
    }),
    { numRuns: 300 },
  );
});

const now = new Date("2026-11-24T02:00:00Z");
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

test.each([
  ["nobody was ever greeted", undefined, { joins: false, dueAt: later(3) }],
  ["the last one waits", { dueAt: later(1), nameCount: 1, state: "waiting", saidAt: null }, { joins: true }],
  [
    "the last one is full",
    { dueAt: later(1), nameCount: mostNames, state: "waiting", saidAt: null },
    { joins: false, dueAt: later(61) },
  ],
  [
    "the last one is leaving",
    { dueAt: later(-1), nameCount: 1, state: "leaving", saidAt: null },
    { joins: false, dueAt: later(60) },
  ],
  [
    "the last one was said just now",
    { dueAt: later(-9), nameCount: 1, state: "said", saidAt: later(-5) },
    { joins: false, dueAt: later(55) },
  ],
  [
    "the last one was said long ago",
    { dueAt: later(-900), nameCount: 1, state: "said", saidAt: later(-900) },
    { joins: false, dueAt: later(3) },
  ],
  [
    "the last one was never said",
    { dueAt: later(-1), nameCount: 1, state: "dropped", saidAt: null },
    { joins: false, dueAt: later(3) },
  ],
] satisfies [string, LastGreeting | undefined, object][])("when %s, the plan is right", (_name, last, plan) => {
  expect(planGreeting(last, now)).toEqual(plan);
});

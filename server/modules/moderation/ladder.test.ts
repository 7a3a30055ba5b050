import fc from "fast-check";
import { expect, test } from "vitest";
import { decideStep, defaultLadder, graver, type Ladder, type Offence, type Step } from "./ladder.ts";

const now = new Date("2026-11-24T02:00:00Z");
const day = 86_400_000;
const offence = (step: Step, daysAgo = 1): Offence => ({ at: new Date(now.getTime() - daysAgo * day), step });
const next = (previous: Offence[], change: Partial<Ladder> = {}): string => {
  const { offence: number, step } = decideStep(previous, { ...defaultLadder, ...change }, now);
  return `${number} ${step}`;
};

test.each([
  ["nothing before", [], {}, "1 warn"],
  ["a warning before", [offence("warn")], {}, "2 mute"],
  ["a warning and a mute", [offence("warn"), offence("mute")], {}, "3 remove"],
  ["a removal before", [offence("warn"), offence("mute"), offence("remove")], {}, "4 remove"],
  ["a warning long ago", [offence("warn", 31)], {}, "1 warn"],
  ["a warning that is forgotten at this very instant", [offence("warn", 30)], {}, "1 warn"],
  ["a ladder that begins with muting", [], { muteAt: 1, removeAt: 2 }, "1 mute"],
  ["a patient ladder", [offence("warn"), offence("warn"), offence("warn")], { muteAt: 5, removeAt: 9 }, "4 warn"],
  ["messages that were only held", [offence("hold"), offence("hold"), offence("hold")], {}, "4 warn"],
  ["two warnings under a ladder that has become steeper", [offence("warn"), offence("warn")], {}, "3 mute"],
  ["a mute by hand, without a warning", [offence("mute")], {}, "2 mute"],
] satisfies [string, Offence[], Partial<Ladder>, string][])(
  "with %s, the step is right",
  (_name, previous, change, expected) => {
    expect(next(previous, change)).toBe(expected);
  },
);

const rung: Record<Step, number> = { hold: 0, warn: 1, mute: 2, remove: 3 };
const ladders = fc
  .record({
    decayDays: fc.integer({ min: 1, max: 60 }),
    muteAt: fc.integer({ min: 1, max: 6 }),
    more: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ decayDays, muteAt, more }) => ({ ...defaultLadder, decayDays, muteAt, removeAt: muteAt + more }));
const life = fc.array(
  fc.record({ afterDays: fc.integer({ min: 0, max: 40 }), isUndone: fc.boolean(), ladder: ladders }),
  { maxLength: 15 },
);

test("no rung is skipped, whatever is undone, forgotten or changed on the way", () => {
  fc.assert(
    fc.property(life, (steps) => {
      const standing: Offence[] = [];
      let at = now.getTime();
      for (const { afterDays, isUndone, ladder } of steps) {
        at += afterDays * day;
        const seen = standing.filter((one) => one.at.getTime() > at - ladder.decayDays * day);
        const { step, offence: number } = decideStep(standing, ladder, new Date(at));
        expect(number).toBe(seen.length + 1);
        const worst = Math.max(0, ...seen.map((one) => rung[one.step]));
        const lowest = ladder.muteAt === 1 ? rung.mute : rung.warn;
        expect(rung[step]).toBeGreaterThan(0);
        expect(rung[step]).toBeLessThanOrEqual(Math.max(worst + 1, lowest));
        if (!isUndone) standing.push({ at: new Date(at), step });
      }
    }),
  );
});

test("an offence that is forgotten weighs as if it had never been", () => {
  fc.assert(
    fc.property(
      ladders,
      fc.array(fc.constantFrom("hold", "warn", "mute", "remove"), { maxLength: 6 }),
      (ladder, steps) => {
        const recent = steps.map((step) => offence(step, 0.1));
        const old = steps.map((step) => offence(step, ladder.decayDays + 0.1));
        expect(decideStep([...old, ...recent], ladder, now)).toEqual(decideStep(recent, ladder, now));
      },
    ),
  );
});

test("the graver of two steps is found in either order", () => {
  const steps: Step[] = ["hold", "warn", "mute", "remove"];
  for (const [i, a] of steps.entries()) for (const [j, b] of steps.entries()) expect(graver(a, b)).toBe(i >= j ? a : b);
});

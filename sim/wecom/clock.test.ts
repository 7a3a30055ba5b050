import fc from "fast-check";
import { expect, test } from "vitest";
import { Chance } from "./chance.ts";
import { SimClock } from "./clock.ts";

const still = () => new SimClock({ startMs: 1_000, isRunning: false });

test("a clock that stands still moves by what it is told, and never back", () => {
  const clock = still();
  clock.advance(2_500);
  expect([clock.nowMs(), clock.seconds()]).toEqual([3_500, 3]);
  expect(() => clock.advance(-1)).toThrow("time only goes forward");
});

test("a running clock goes with the machine's and can still be moved forward", async () => {
  const clock = new SimClock({ startMs: 0, isRunning: true });
  const { promise, resolve } = Promise.withResolvers<void>();
  clock.after(20, resolve);
  await promise;
  expect(clock.nowMs()).toBeGreaterThanOrEqual(20);
  clock.advance(3_600_000);
  expect(clock.nowMs()).toBeGreaterThan(3_600_000);
  clock.stop();
});

test("whatever falls into a leap happens in its order, each at its own time", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(5_000), { maxLength: 60 }),
      fc.array(fc.nat(3_000), { maxLength: 5 }),
      (delays, leaps) => {
        const clock = still();
        const happened: { at: number; due: number }[] = [];
        for (const delay of delays) {
          clock.after(delay, () => happened.push({ at: clock.nowMs(), due: 1_000 + delay }));
        }
        for (const leap of [...leaps, 0]) clock.advance(leap);
        const end = clock.nowMs();
        expect(happened.map(({ due }) => due)).toEqual(
          delays
            .map((delay) => 1_000 + delay)
            .filter((due) => due <= end)
            .toSorted((a, b) => a - b),
        );
        for (const { at, due } of happened) expect(at).toBe(due);
      },
    ),
  );
});

test("a timer set by a timer in the same leap still happens in it", () => {
  const clock = still();
  const seen: number[] = [];
  clock.after(10, () => clock.after(5, () => seen.push(clock.nowMs())));
  clock.advance(20);
  expect(seen).toEqual([1_015]);
});

test("the same seed draws the same, and a fork is not moved by what others draw", () => {
  const first = new Chance("a");
  const second = new Chance("a");
  const fork = first.fork("ids");
  second.share();
  expect(second.fork("ids").id("wm", 32)).toBe(fork.id("wm", 32));
  expect(new Chance("b").hex(16)).not.toBe(new Chance("a").hex(16));
});

test("what is drawn stays inside its bounds", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }), (seed, from, more) => {
      const chance = new Chance(seed);
      const drawn = chance.between(from, from + more);
      expect(drawn >= from && drawn <= from + more).toBe(true);
      expect(chance.id("wr", 32)).toMatch(/^wr[A-Za-z0-9]{30}$/);
    }),
  );
});

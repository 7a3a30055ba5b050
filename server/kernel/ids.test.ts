import { expect, test } from "vitest";
import { createIds, firstIdAt, timeOfId } from "./ids.ts";
import { shardOf } from "./shard.ts";

const clockAt = (ms: number) => ({ now: () => new Date(ms), monotonicMs: () => ms });

test("ids are uuidv7, carry their time, and sort by it even when the clock stands still or steps back", () => {
  let ms = Date.parse("2026-11-24T02:00:00Z");
  const ids = createIds({ now: () => new Date(ms), monotonicMs: () => ms });
  const made = Array.from({ length: 10_000 }, (_, index) => {
    if (index === 5_000) ms -= 60_000;
    return ids.next<string>();
  });
  expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
  expect(timeOfId(made[0] ?? "")).toBe(Date.parse("2026-11-24T02:00:00Z"));
});

test("the first id of an instant sorts before every id of it and after every id before it", () => {
  const at = Date.parse("2026-11-24T02:00:00Z");
  const ids = createIds(clockAt(at));
  expect(firstIdAt(at) <= ids.at<string>(new Date(at))).toBe(true);
  expect(firstIdAt(at) > ids.at<string>(new Date(at - 1))).toBe(true);
});

test("shards are spread evenly", () => {
  const ids = createIds(clockAt(0));
  const counts = new Map<number, number>();
  for (let index = 0; index < 64_000; index++) {
    const shard = shardOf(ids.next());
    counts.set(shard, (counts.get(shard) ?? 0) + 1);
  }
  expect(counts.size).toBe(64);
  expect(Math.max(...counts.values())).toBeLessThan(1_250);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { layOutIslands } from "./lay-out-islands.ts";
import type { IslandBox } from "./lay-out-islands.ts";

const width = 640;

const islands = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    cluster: fc.constantFrom("a", "b", "c"),
    width: fc.integer({ min: 16, max: 180 }),
    height: fc.integer({ min: 16, max: 110 }),
  }),
  { selector: (island) => island.id, maxLength: 40 },
);

test("every island is on the sea once, and none reaches over the edge", () => {
  fc.assert(
    fc.property(islands, (all) => {
      const sea = layOutIslands(all, width);
      expect(sea.boxes.map((box) => box.id).toSorted()).toEqual(all.map((one) => one.id).toSorted());
      for (const box of sea.boxes) {
        const size = sizeOf(all, box.id);
        expect(box.x - size.width / 2).toBeGreaterThanOrEqual(-0.001);
        expect(box.x + size.width / 2).toBeLessThanOrEqual(width + 0.001);
        expect(box.y - size.height / 2).toBeGreaterThanOrEqual(0);
        expect(box.y + size.height / 2).toBeLessThanOrEqual(sea.height);
      }
    }),
  );
});

test("no two islands touch", () => {
  fc.assert(
    fc.property(islands, (all) => {
      const placed = layOutIslands(all, width).boxes.map((box) => ({ ...box, ...sizeOf(all, box.id) }));
      for (const [i, a] of placed.entries())
        for (const b of placed.slice(i + 1)) {
          const apart =
            Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
          expect(apart).toBe(true);
        }
    }),
  );
});

test("the same islands lie at the same places, in whatever order they come", () => {
  fc.assert(
    fc.property(islands, fc.nat(), (all, turn) => {
      const at = all.length === 0 ? 0 : turn % all.length;
      const turned = [...all.slice(at), ...all.slice(0, at)];
      const byId = (sea: ReturnType<typeof layOutIslands>) => sea.boxes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      expect(byId(layOutIslands(turned, width))).toEqual(byId(layOutIslands(all, width)));
    }),
  );
});

test("islands of one community lie nearer to their own middle than to another's", () => {
  const all = Array.from({ length: 24 }, (_, i) => ({
    id: `g${i}`,
    cluster: i % 2 ? "a" : "b",
    width: 60,
    height: 50,
  }));
  const sea = layOutIslands(all, 1200);
  const middle = (cluster: string) => {
    const own = sea.boxes.filter((box) => all.find((one) => one.id === box.id)?.cluster === cluster);
    return own.reduce((sum, box) => sum + box.x, 0) / own.length;
  };
  for (const box of sea.boxes) {
    const cluster = all.find((one) => one.id === box.id)?.cluster === "a" ? "a" : "b";
    const other = cluster === "a" ? "b" : "a";
    expect(Math.abs(box.x - middle(cluster))).toBeLessThan(Math.abs(box.x - middle(other)));
  }
});

test("a thousand groups are laid out in less time than a reader waits", () => {
  const many = Array.from({ length: 1000 }, (_, i) => ({
    id: `g${i}`,
    cluster: `c${i % 5}`,
    width: 20 + (i % 30),
    height: 20 + (i % 20),
  }));
  const began = performance.now();
  layOutIslands(many, 1100);
  expect(performance.now() - began).toBeLessThan(2000);
});

function sizeOf(all: readonly IslandBox[], id: string): IslandBox {
  const found = all.find((one) => one.id === id);
  if (!found) throw new Error(`${id} was not asked for`);
  return found;
}

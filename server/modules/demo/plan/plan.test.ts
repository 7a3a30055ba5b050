import { describe, expect, it } from "vitest";
import { codeParts, groupParts, newcomersToday } from "./cast.ts";
import { Decks, planDay } from "./day.ts";
import { planFrame } from "./frame.ts";
import { planPeople } from "./people.ts";
import { createRandom, createWeighted } from "./random.ts";
import { dayMs } from "./rhythm.ts";
import { fullSize, smallSize, type DemoSize } from "./size.ts";
import type { PlannedLine } from "./talk.ts";

/** Tuesday, 10:00 in Shanghai. */
const now = new Date("2026-11-24T02:00:00Z");

function planAll(size: DemoSize, seed = 7) {
  const random = createRandom(seed);
  const frame = planFrame(size, now, "Asia/Shanghai");
  const people = planPeople(random, frame);
  const decks = new Decks(random);
  const lines: PlannedLine[] = [];
  for (let day = 0; day < size.days; day++)
    for (let group = 0; group < size.groups; group++)
      lines.push(...planDay(random, { frame, day, group, people, decks }));
  return { frame, people, lines };
}

const full = planAll(fullSize);

const moodOf = (line: PlannedLine) => groupParts[line.group]?.mood;
const lastWeek = full.lines.filter((line) => line.at > full.frame.end - 7 * dayMs);

describe("the plan of a demo", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(planAll(smallSize).lines).toEqual(planAll(smallSize).lines);
    expect(planAll(smallSize, 8).lines).not.toEqual(planAll(smallSize).lines);
  });

  it("has as many people and as much talk as promised", () => {
    const names = [...full.people.map((person) => person.nickname), ...newcomersToday];
    expect(new Set(names).size).toBe(3_000);
    expect(full.lines.length).toBeGreaterThan(40_000);
    expect(full.lines.length).toBeLessThan(60_000);
  });

  it("lets a fifth of the members write about four fifths of the lines", () => {
    const counts = new Map<number, number>();
    for (const { person } of full.lines) counts.set(person, (counts.get(person) ?? 0) + 1);
    const loudest = [...counts.values()].toSorted((a, b) => b - a).slice(0, 600);
    const share = loudest.reduce((sum, count) => sum + count, 0) / full.lines.length;
    expect(share).toBeGreaterThan(0.75);
    expect(share).toBeLessThan(0.93);
  });

  it("lets nobody speak before he came, after he left or later than now", () => {
    const wrong = full.lines.filter((line) => {
      const stay = full.people[line.person]?.stays.find((one) => one.group === line.group);
      return !stay || line.at <= stay.from || line.at >= (stay.until ?? full.frame.end + 1) || line.at > full.frame.end;
    });
    expect(wrong).toEqual([]);
  });

  it("answers and names only what was said, and who is there", () => {
    const replies = full.lines.flatMap((line) => (line.replyTo ? [{ line, first: line.replyTo }] : []));
    const wrong = replies.filter(
      ({ line, first }) =>
        first.at >= line.at || first.replyTo || first.group !== line.group || first.person === line.person,
    );
    expect(wrong).toEqual([]);
    expect(replies.length).toBeGreaterThan(full.lines.length / 20);
  });

  it("leaves no slot unfilled and no line empty or too long", () => {
    const odd = full.lines.filter(
      ({ text }) => /[{}]|undefined|NaN/.test(text) || text.trim() === "" || text.length > 200,
    );
    expect(odd).toEqual([]);
  });

  it("shows a quiet group, one that leans on three, and one that waits for an answer", () => {
    expect(lastWeek.filter((line) => moodOf(line) === "quiet")).toEqual([]);

    const leaning = lastWeek.filter((line) => moodOf(line) === "leaning");
    const counts = [...Map.groupBy(leaning, (line) => line.person).values()].map((lines) => lines.length);
    const top = counts.toSorted((a, b) => b - a).slice(0, 3);
    expect(leaning.length).toBeGreaterThan(20);
    expect(top.reduce((sum, count) => sum + count, 0) / leaning.length).toBeGreaterThan(0.75);

    const waiting = lastWeek.findLast((line) => moodOf(line) === "waiting");
    expect(waiting?.text).toMatch(/？$/);
    expect(full.frame.end - (waiting?.at ?? 0)).toBeGreaterThan(20 * 60_000);
  });

  it("brings everybody by a code that leads where he went, or by somebody who was there before", () => {
    const lost = [...full.people.entries()].filter(([index, { source, stays }]) =>
      source.kind === "invitation"
        ? source.by >= index
        : !codeParts[source.code]?.groups.includes(stays[0]?.group ?? -1),
    );
    expect(lost).toEqual([]);
  });

  it("begins at the org's own midnight", () => {
    const frame = planFrame(smallSize, now, "America/New_York");
    expect(new Date(frame.start).toISOString()).toBe("2026-11-09T05:00:00.000Z");
    expect(frame.firstWeekday).toBe(1);
  });
});

describe("picking by weight", () => {
  it("picks each as often as its weight says, and never what weighs nothing", () => {
    const random = createRandom(1);
    const pick = createWeighted([
      { item: "a", weight: 1 },
      { item: "never", weight: 0 },
      { item: "b", weight: 3 },
    ]);
    const picks = Array.from({ length: 4_000 }, () => pick(random));
    expect(picks).not.toContain("never");
    expect(picks.filter((one) => one === "b").length / picks.length).toBeCloseTo(0.75, 1);
  });
});

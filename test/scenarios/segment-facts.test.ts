/** SQL and memory say the same of every fact that is registered, with every operator, whatever the world is like. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { operatorsOf, type Condition, type FactOperator, type FactValue } from "../../contract/segments.ts";
import { allFacts, registerAllFacts } from "../../server/compose/facts.ts";
import type { Fact, KnownValue } from "../../server/modules/segments/fact.ts";
import { listSegmentIds, matchSegment } from "../../server/modules/segments/index.ts";
import { addDays } from "../../server/modules/segments/moment.ts";
import { subjectReading } from "../../server/modules/segments/registry.ts";
import { loadFacts } from "../../server/modules/segments/store/load.ts";
import { openTestContext } from "../harness/context.ts";
import { makeFactsWorld, type Draw, type FactsWorld } from "./facts-world.ts";

const { ctxAs } = await openTestContext();

beforeAll(registerAllFacts);

/** Days of 23, 24 and 25 hours, a clock that changes by half an hour, and one that changes at midnight. */
const moments = [
  { timeZone: "Asia/Shanghai", now: "2026-11-24T02:00:00.000Z" },
  { timeZone: "America/New_York", now: "2026-11-01T12:00:00.000Z" },
  { timeZone: "America/New_York", now: "2026-03-08T18:00:00.000Z" },
  { timeZone: "Australia/Lord_Howe", now: "2026-04-05T03:00:00.000Z" },
  { timeZone: "Africa/Cairo", now: "2026-04-24T09:00:00.000Z" },
  { timeZone: "Pacific/Kiritimati", now: "2026-11-24T09:59:59.999Z" },
] as const;

interface Values {
  readonly world: FactsWorld;
  readonly draw: Draw;
  /** What is known of everybody, by fact: conditions are made of values that somebody has. */
  readonly known: ReadonlyMap<Fact, readonly KnownValue[]>;
}

const idsOf = (world: FactsWorld, subject: "member" | "group"): readonly string[] =>
  subject === "member" ? world.memberIds : world.groupIds;

async function loadKnown(world: FactsWorld): Promise<Map<Fact, KnownValue[]>> {
  const known = new Map<Fact, KnownValue[]>();
  for (const subject of ["member", "group"] as const) {
    const facts = allFacts.filter((fact) => fact.definition.subject === subject);
    const question = { ctx: world.ctx, subject: subjectReading(subject), moment: world.moment };
    const rows = [...(await loadFacts(question, facts, idsOf(world, subject))).values()];
    for (const fact of facts)
      known.set(
        fact,
        rows.map((row) => row.get(fact) ?? null),
      );
  }
  return known;
}

const pick = <T>(draw: Draw, of: readonly T[]): T | undefined => of[draw(of.length)];

/** A value for an operator: mostly one that somebody has, or one beside it. */
function drawValue(fact: Fact, op: FactOperator, { world, draw, known }: Values): FactValue {
  const had = (known.get(fact) ?? []).filter((value) => value !== null);
  const { today } = world.moment;
  switch (shapeOf(op)) {
    case "nothing":
      return null;
    case "flag":
      return draw(2) === 0;
    case "day_count":
      return pick(draw, [1, 7, 8, 29, 30, 31]) ?? 1;
    case "day":
      return addDays(today, -(pick(draw, [-1, 0, 1, 7, 30]) ?? 0));
    case "words":
      return drawWords(had, draw, fact.definition.choices[0]?.value ?? world.ctx.org);
    case "one":
      return fact.definition.type === "text" ? drawText(op, had, draw) : drawNumber({ fact, op }, had, draw);
  }
}

function shapeOf(op: FactOperator): "nothing" | "flag" | "day_count" | "day" | "words" | "one" {
  if (op === "known" || op === "unknown") return "nothing";
  if (op === "is") return "flag";
  if (op === "within_days" || op === "older_than_days") return "day_count";
  if (op === "before" || op === "from") return "day";
  return /_(any|all|none)$/.test(op) ? "words" : "one";
}

function drawWords(had: readonly KnownValue[], draw: Draw, fallback: string): string[] {
  const words = had.flatMap((value) => (Array.isArray(value) || typeof value === "string" ? value : []));
  return Array.from({ length: 1 + draw(2) }, () => pick(draw, words) ?? fallback);
}

function drawText(op: FactOperator, had: readonly KnownValue[], draw: Draw): string {
  const text = String(pick(draw, had) ?? "x");
  return op === "contains" ? ([...text][0] ?? "x").toLowerCase() : text.toUpperCase();
}

function drawNumber(
  { fact, op }: { readonly fact: Fact; readonly op: FactOperator },
  had: readonly KnownValue[],
  draw: Draw,
): FactValue {
  const number = fact.isDaysSince ? draw(32) : Number(pick(draw, had) ?? 0) + (pick(draw, [-1, -0.5, 0, 0, 0.5]) ?? 0);
  return op === "between" ? [number, number + draw(3)] : number;
}

const drawLeaf = (fact: Fact, op: FactOperator, values: Values): Condition => ({
  kind: "fact",
  fact: fact.definition.name,
  op,
  value: drawValue(fact, op, values),
});

function drawTree(subject: "member" | "group", values: Values, depth = 3): Condition {
  const { draw } = values;
  const kind = depth === 0 ? "fact" : (pick(draw, ["all", "any", "not", "fact"] as const) ?? "fact");
  if (kind === "not") return { kind, of: drawTree(subject, values, depth - 1) };
  if (kind !== "fact")
    return { kind, of: Array.from({ length: 1 + draw(3) }, () => drawTree(subject, values, depth - 1)) };
  const fact = pick(
    draw,
    allFacts.filter(({ definition }) => definition.subject === subject),
  );
  if (!fact) throw new Error("there are no facts");
  return drawLeaf(fact, pick(draw, operatorsFor(fact)) ?? "known", values);
}

const operatorsFor = (fact: Fact): readonly FactOperator[] => [
  ...operatorsOf[fact.definition.type],
  "known",
  "unknown",
];

interface Answers {
  readonly condition: Condition;
  readonly inSql: readonly string[];
  readonly inMemory: readonly string[];
}

/** Asks in both ways. */
async function askBoth(world: FactsWorld, subject: "member" | "group", condition: Condition): Promise<Answers> {
  const now = world.moment.now;
  const inSql = await listSegmentIds(world.ctx, { subject, condition, now, limit: 1_000 });
  const inMemory = await matchSegment(world.ctx, { subject, condition, now, ids: idsOf(world, subject) });
  return { condition, inSql, inMemory: [...inMemory].toSorted() };
}

const disagreements = (answers: readonly Answers[]): readonly Answers[] =>
  answers.filter(({ inSql, inMemory }) => inSql.join() !== inMemory.join());

/** How often each fact told some of those there from others. */
const tellings = new Map<string, number>();

const drawing = (seed: number): Draw => {
  let state = seed;
  return (below) => {
    // A linear congruence is chance enough here, and one seed makes the whole world again.
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
};

async function openWorld(at: (typeof moments)[number], seed: number): Promise<Values> {
  const draw = drawing(seed);
  const now = new Date(at.now);
  const world = await makeFactsWorld({ ctxIn: (org) => ctxAs({ org }), draw, now, timeZone: at.timeZone });
  return { world, draw, known: await loadKnown(world) };
}

const questions = allFacts.flatMap((fact) => operatorsFor(fact).map((op) => ({ fact, op })));

describe("SQL and memory agree", () => {
  test.each(moments)(
    "about every fact and every operator in $timeZone at $now",
    async (at) => {
      for (const seed of [at.now.length + at.timeZone.length * 31, Date.parse(at.now) % 7_919]) {
        const values = await openWorld(at, seed);
        const answers: Answers[] = [];
        for (const { fact, op } of questions) {
          const { name, subject } = fact.definition;
          const answer = await askBoth(values.world, subject, drawLeaf(fact, op, values));
          answers.push(answer);
          const held = answer.inSql.length;
          if (held > 0 && held < idsOf(values.world, subject).length) tellings.set(name, (tellings.get(name) ?? 0) + 1);
        }
        expect(disagreements(answers)).toEqual([]);
      }
    },
    60_000,
  );

  test("about any condition made of them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...moments), fc.integer({ min: 1, max: 2 ** 30 }), async (at, seed) => {
        const values = await openWorld(at, seed);
        const answers: Answers[] = [];
        for (let n = 0; n < 24; n++) {
          const subject = n % 2 === 0 ? "member" : "group";
          answers.push(await askBoth(values.world, subject, drawTree(subject, values)));
        }
        expect(disagreements(answers)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  test("and no fact goes unasked: each told some from others more than once", () => {
    const silent = allFacts.map((fact) => fact.definition.name).filter((name) => (tellings.get(name) ?? 0) < 2);
    expect(silent).toEqual([]);
  });
});

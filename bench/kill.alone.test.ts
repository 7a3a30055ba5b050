import { expect, test } from "vitest";
import { killAndCount, type KillPlan } from "./kill.ts";

/** The bench's own path with fewer messages and kills. */
const short: KillPlan = {
  programKills: 3,
  postgresKills: 1,
  messages: 6_000,
  answered: 0.1,
  unknown: "idempotent",
  fault: undefined,
  settleWithinMs: 60_000,
};

test(
  "killed again and again, the program loses nothing, doubles nothing, and settles what was under way",
  { timeout: 180_000 },
  async () => {
    const line = await killAndCount(short);
    expect(line.failed).toBeUndefined();
    expect(line).toMatchObject({ value: 0, open: 0, acked: short.messages, kills: 4 });
    expect(line["unknown"]).toBeGreaterThan(0);
  },
);

/** Just enough traffic and kills for each mistake to show. */
const broken: KillPlan = { ...short, programKills: 2, postgresKills: 0, messages: 3_000 };

test.each<[string, KillPlan]>([
  ["an answer before the commit", { ...broken, fault: "early-ack" }],
  ["a blind resend of what was under way", { ...broken, fault: "resend-unknown", unknown: "opaque", answered: 0.2 }],
  ["a missing dedupe", { ...broken, fault: "no-dedupe", programKills: 1 }],
])("the kill bench notices %s", { timeout: 180_000 }, async (_name, plan) => {
  const line = await killAndCount(plan);
  expect(line.value).toBeGreaterThan(0);
  expect(line.failed).toMatch(/lost|doubled/);
});

import { expect, test } from "vitest";
import { killAndCount, type KillPlan } from "./kill.ts";

/** The bench's own path with fewer messages and kills. */
const short: KillPlan = {
  programKills: 3,
  postgresKills: 1,
  messages: 8_000,
  answered: 0.08,
  unknown: "idempotent",
  fault: undefined,
  settleWithinMs: 40_000,
};

test(
  "killed again and again, the program loses nothing, doubles nothing, and settles what was under way",
  { timeout: 180_000 },
  async () => {
    const line = await killAndCount(short);
    expect(line).toMatchObject({ value: 0, open: 0 });
    expect(line.failed).toBeUndefined();
    expect(line["acked"]).toBe(short.messages);
  },
);

test.each([
  ["an answer before the commit", "early-ack"],
  ["a blind resend of what was under way", "resend-unknown"],
  ["a missing dedupe", "no-dedupe"],
] as const)("the kill bench notices %s", { timeout: 180_000 }, async (_name, fault) => {
  const unknown = fault === "resend-unknown" ? "opaque" : short.unknown;
  const line = await killAndCount({ ...short, programKills: 4, postgresKills: 0, fault, unknown });
  expect(line.value).toBeGreaterThan(0);
  expect(line.failed).toBeDefined();
});

import fc from "fast-check";
import { expect, test } from "vitest";
import type { GroupId, MemberId, RuleId } from "../../../contract/ids.ts";
import { decideReplies, type Quiet, type WantedReply } from "./cool-down.ts";

const now = new Date("2026-11-24T02:00:00Z");
const minutesLater = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

const reply = (change: Partial<WantedReply> = {}): WantedReply => ({
  ruleId: "r1" as RuleId,
  memberId: "m1" as MemberId,
  groupId: "g1" as GroupId,
  coolDown: { memberMinutes: 10, groupMinutes: 0 },
  ...change,
});
const quiet = (subjectId: string, until: Date): Quiet => ({
  ruleId: "r1" as RuleId,
  subjectId: subjectId as MemberId,
  until,
});

test("a member is answered once, also within one batch", () => {
  const { given, started } = decideReplies([reply(), reply(), reply({ memberId: "m2" as MemberId })], [], now);
  expect(given.map((one) => one.memberId)).toEqual(["m1", "m2"]);
  expect(started).toEqual([quiet("m1", minutesLater(10)), quiet("m2", minutesLater(10))]);
});

test("a cool-down that ends now is over", () => {
  expect(decideReplies([reply()], [quiet("m1", now)], now).given).toHaveLength(1);
  expect(decideReplies([reply()], [quiet("m1", minutesLater(1))], now).given).toHaveLength(0);
});

test("a reply that the group's cool-down holds back does not silence the rule towards the member", () => {
  const both = reply({ coolDown: { memberMinutes: 10, groupMinutes: 5 } });
  expect(decideReplies([both], [quiet("g1", minutesLater(1))], now)).toEqual({ given: [], started: [] });
});

test("rules without a cool-down answer every time and start none", () => {
  const eager = reply({ coolDown: { memberMinutes: 0, groupMinutes: 0 } });
  expect(decideReplies([eager, eager], [], now)).toEqual({ given: [eager, eager], started: [] });
});

test("over any stretch of time no rule answers a member or group twice within its cool-down", () => {
  const step = fc.record({
    waitMinutes: fc.integer({ min: 0, max: 8 }),
    member: fc.constantFrom("m1", "m2"),
    group: fc.constantFrom("g1", "g2"),
    rule: fc.constantFrom("r1", "r2"),
  });
  const coolDown = { memberMinutes: 10, groupMinutes: 4 };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let standing: readonly Quiet[] = [];
      let at = now.getTime();
      const lastAnswer = new Map<string, number>();
      for (const { waitMinutes, member, group, rule } of steps) {
        at += waitMinutes * 60_000;
        const wanted = reply({
          ruleId: rule as RuleId,
          memberId: member as MemberId,
          groupId: group as GroupId,
          coolDown,
        });
        const { given, started } = decideReplies([wanted], standing, new Date(at));
        standing = [
          ...standing.filter((one) => !started.some((s) => s.ruleId === one.ruleId && s.subjectId === one.subjectId)),
          ...started,
        ];
        const since = (id: string): number => at - (lastAnswer.get(`${rule}/${id}`) ?? Number.NEGATIVE_INFINITY);
        const isDue = since(member) >= 600_000 && since(group) >= 240_000;
        expect(given).toHaveLength(isDue ? 1 : 0);
        if (isDue) for (const id of [member, group]) lastAnswer.set(`${rule}/${id}`, at);
      }
    }),
  );
});

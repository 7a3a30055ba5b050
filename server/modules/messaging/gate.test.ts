import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MemberId } from "../../../contract/ids.ts";
import { decideGate, type GateFacts, type SendingRules } from "./gate.ts";

const rules: SendingRules = {
  paused: false,
  pausedReason: "",
  quietFrom: "22:30",
  quietUntil: "08:00",
  quietFallback: "wait",
  memberDayCap: 3,
  groupDayCap: 10,
};
const facts: GateFacts = {
  now: new Date("2026-11-24T04:00:00Z"),
  timeZone: "Asia/Shanghai",
  rules,
  groupState: "open",
  memberPresent: true,
  sentToGroup: 0,
  sentToMember: 0,
};
const memberId = "019b0000-0000-7000-8000-000000000001" as MemberId;
const push = {
  kind: "post",
  cause: { kind: "script", id: "s" },
  isAutomatic: true,
  expiresAt: null,
  memberId: null,
} as const;
const answer = { ...push, cause: { kind: "rule", id: "r" } } as const;
const night = new Date("2026-11-24T15:00:00Z");

describe("the gate before a send", () => {
  test.each([
    ["lets an ordinary send through at noon", push, {}, { go: true }],
    ["expires what is too late", { ...push, expiresAt: new Date("2026-11-24T03:59:00Z") }, {}, { state: "expired" }],
    [
      "holds automatic sends while paused",
      push,
      { rules: { ...rules, paused: true } },
      { state: "planned", reason: "paused" },
    ],
    [
      "lets staff and moderation through while paused",
      { ...push, isAutomatic: false },
      { rules: { ...rules, paused: true } },
      { go: true },
    ],
    [
      "skips a post to an archived group",
      push,
      { groupState: "archived" },
      { state: "skipped", reason: "group_closed" },
    ],
    [
      "skips anything for a group that is gone",
      { ...push, kind: "mute" },
      { groupState: "gone" },
      { state: "skipped", reason: "group_closed" },
    ],
    [
      "skips a mute of somebody who left",
      { ...push, kind: "mute", memberId },
      { memberPresent: false },
      { state: "skipped", reason: "left_group" },
    ],
    [
      "still readmits somebody who left",
      { ...push, kind: "readmit", memberId, isAutomatic: false },
      { memberPresent: false },
      { go: true },
    ],
    [
      "waits for the morning in quiet hours",
      push,
      { now: night },
      { state: "planned", reason: "quiet_hours", dueAt: new Date("2026-11-25T00:00:00Z") },
    ],
    [
      "skips in quiet hours where the fallback says so",
      push,
      { now: night, rules: { ...rules, quietFallback: "skip" } },
      { state: "skipped", reason: "quiet_hours" },
    ],
    ["answers a member also at night", answer, { now: night }, { go: true }],
    ["stops at the group's cap", push, { sentToGroup: 10 }, { state: "skipped", reason: "capped_group" }],
    [
      "stops at the member's cap",
      { ...answer, memberId },
      { sentToMember: 3 },
      { state: "skipped", reason: "capped_member" },
    ],
    ["does not count caps against staff", { ...push, isAutomatic: false }, { sentToGroup: 99 }, { go: true }],
  ] as const)("%s", (_name, action, change, expected) => {
    expect(decideGate(action, { ...facts, ...change })).toMatchObject(expected);
  });

  test("never postpones into the past, and what is postponed goes through when its time comes", () => {
    const pad = (n: number) => String(n).padStart(2, "0");
    const time = fc
      .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
      .map(([hour, minute]) => `${pad(hour)}:${pad(minute)}`);
    const instant = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(time, time, instant, (quietFrom, quietUntil, now) => {
        const there = { ...facts, timeZone: "America/New_York", rules: { ...rules, quietFrom, quietUntil } };
        const gate = decideGate(push, { ...there, now });
        const dueAt = !gate.go && gate.state === "planned" ? gate.dueAt : now;
        expect(dueAt.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(decideGate(push, { ...there, now: dueAt })).toEqual({ go: true });
      }),
    );
  });
});

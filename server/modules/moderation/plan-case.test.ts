import { expect, test } from "vitest";
import type { CaseId, MessageId } from "../../../contract/ids.ts";
import { buildCase } from "./build.ts";
import type { Case } from "./case.ts";
import { planCase, planUndo } from "./plan-case.ts";

const facts = { carrier: "web", minutes: 60, warnText: "群里不发广告", timeZone: "Asia/Shanghai" } as const;
const now = new Date("2026-11-24T02:30:00Z");
const mutedUntil = new Date("2026-11-24T03:00:00Z");
const kinds = (one: Case, change: Partial<typeof facts> | { carrier: "fake" } = {}) =>
  planCase(one, { ...facts, ...change }).map((action) => action.kind);

test.each([
  ["hold", []],
  ["warn", ["notice"]],
  ["mute", ["mute", "notice"]],
  ["remove", ["remove"]],
] as const)("a %s leads to its actions on our own carrier, where the message is held already", (step, expected) => {
  expect(kinds(buildCase({ step, expiresAt: step === "mute" ? mutedUntil : null }))).toEqual(expected);
});

test("on a carrier that cannot hold, the message is withdrawn", () => {
  expect(kinds(buildCase({ step: "hold" }), { carrier: "fake" })).toEqual(["withdraw"]);
});

test("what staff withdraw was seen before, so it is withdrawn everywhere", () => {
  const actor = { kind: "staff", id: null, name: "小夏" } as const;
  expect(kinds(buildCase({ step: "hold", actor }))).toEqual(["withdraw"]);
});

test("an empty warning is not sent", () => {
  expect(planCase(buildCase(), { ...facts, warnText: "" })).toEqual([]);
});

test("who is muted is told until when, in the org's time, and why", () => {
  const [mute, notice] = planCase(buildCase({ step: "mute", expiresAt: mutedUntil }), facts);
  expect(mute?.body).toEqual({ minutes: 60 });
  expect(notice?.body.text).toContain("11月24日 11:00");
  expect(notice?.body.text).toContain("疑似广告");
});

test("actions carry keys that name the case, and do not wait for quiet hours", () => {
  const one = buildCase({ step: "mute", expiresAt: mutedUntil });
  expect(planCase(one, facts).map((action) => [action.key, action.isAutomatic, action.memberId])).toEqual([
    [`case/${one.id}/mute`, false, one.memberId],
    [`case/${one.id}/notice`, false, one.memberId],
  ]);
});

const other = (change: Partial<Case>): Case =>
  buildCase({ id: "other" as CaseId, messageId: "another message" as MessageId, ...change });

test.each([
  ["a hold", { step: "hold" }, [], ["restore"]],
  ["a warning", { step: "warn" }, [], ["restore"]],
  ["a mute", { step: "mute", expiresAt: mutedUntil }, [], ["unmute", "restore"]],
  ["a removal", { step: "remove" }, [], ["readmit", "restore"]],
  ["a mute while another one runs", { step: "mute" }, [other({ step: "mute", expiresAt: mutedUntil })], ["restore"]],
  [
    "a mute beside one that has ended",
    { step: "mute" },
    [other({ step: "mute", expiresAt: now })],
    ["unmute", "restore"],
  ],
  [
    "a removal after which he was removed again",
    { step: "remove" },
    [other({ step: "remove", at: new Date("2026-11-24T02:10:00Z") })],
    ["restore"],
  ],
  [
    "a removal after an earlier one that was over when he came back",
    { step: "remove" },
    [other({ step: "remove", at: new Date("2026-11-01T02:10:00Z") })],
    ["readmit", "restore"],
  ],
  ["a case whose message another case hides too", { step: "warn" }, [buildCase({ id: "other" as CaseId })], []],
] satisfies [string, Partial<Case>, Case[], string[]][])(
  "taking back %s undoes just what nothing else stands for",
  (_name, change, standing, expected) => {
    expect(planUndo(buildCase(change), standing, now).map((action) => action.kind)).toEqual(expected);
  },
);

import { expect, test } from "vitest";
import type { Ground } from "../rules/index.ts";
import { buildGround } from "./build.ts";
import { decideSentence, endOfMute } from "./case.ts";
import { defaultLadder, type Offence } from "./ladder.ts";

const now = new Date("2026-11-24T02:00:00Z");
const warned: Offence = { at: new Date(now.getTime() - 1_000), step: "warn" };
const judge = (grounds: readonly Ground[], previous: readonly Offence[] = []) =>
  decideSentence(grounds, { previous, ladder: defaultLadder, now });

test("the ladder says what its offence leads to", () => {
  expect(judge([buildGround()])).toMatchObject({ step: "warn", offence: 1, warnText: defaultLadder.warnText });
  expect(judge([buildGround()], [warned])).toMatchObject({ step: "mute", offence: 2, minutes: 60 });
});

test("a rule that names its step gets it, with its own minutes and words", () => {
  expect(judge([buildGround({ asks: [{ kind: "mute", minutes: 5 }] })])).toMatchObject({ step: "mute", minutes: 5 });
  expect(judge([buildGround({ asks: [{ kind: "warn", text: "别发" }] })])).toMatchObject({
    step: "warn",
    warnText: "别发",
  });
  expect(judge([buildGround({ asks: [{ kind: "warn", text: "" }] })]).warnText).toBe(defaultLadder.warnText);
  expect(judge([buildGround({ asks: [{ kind: "remove" }] })]).step).toBe("remove");
  expect(judge([buildGround({ asks: [{ kind: "hold" }] })]).step).toBe("hold");
});

test("of several asks of one rule the gravest counts", () => {
  expect(
    judge([buildGround({ asks: [{ kind: "hold" }, { kind: "mute", minutes: 5 }, { kind: "warn", text: "" }] })]).step,
  ).toBe("mute");
});

test("a message that breaks two rules is one offence, on the ground of the graver", () => {
  const hold = buildGround({ name: "先看一眼", asks: [{ kind: "hold" }] });
  const remove = buildGround({ name: "诈骗", asks: [{ kind: "remove" }] });
  const sentence = judge([hold, remove]);
  expect([sentence.step, sentence.offence, sentence.ground.rule.name]).toEqual(["remove", 1, "诈骗"]);
});

test("of two rules that lead to the same the first is the ground", () => {
  const grounds = [buildGround({ name: "一" }), buildGround({ name: "二" })];
  expect(judge(grounds).ground.rule.name).toBe("一");
});

test("only a mute ends by itself", () => {
  expect(endOfMute("mute", now, 60)).toEqual(new Date("2026-11-24T03:00:00Z"));
  expect(endOfMute("warn", now, 60)).toBeNull();
});

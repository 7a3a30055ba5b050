import { expect, test } from "vitest";
import { ActionState, skipReasons } from "../../../../contract/messaging.ts";
import { en } from "../../messages/en.ts";
import { zh } from "../../messages/zh.ts";
import { sayOutcome } from "./say-outcome.ts";

test("every skip reason and every state has a sentence of its own in both languages", () => {
  for (const t of [zh, en]) {
    const said = [
      ...skipReasons.map((reason) => sayOutcome({ state: "skipped", reason }, t)),
      ...ActionState.options.map((state) => sayOutcome({ state, reason: null }, t)),
    ];
    expect(new Set(said).size).toBe(said.length);
    for (const sentence of said) expect(sentence).not.toMatch(/_/);
  }
});

test("what a carrier answered is shown as it came", () => {
  expect(sayOutcome({ state: "failed", reason: "群已解散" }, zh)).toBe("群已解散");
});

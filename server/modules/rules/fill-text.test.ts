import { expect, test } from "vitest";
import { fillText } from "./fill-text.ts";

test("every place is filled, unknown braces stay", () => {
  expect(fillText("{nickname} 来到{group}，{nickname} {其他}", { nickname: "阿福", group: "一群" })).toBe(
    "阿福 来到一群，阿福 {其他}",
  );
});

test("a member who calls himself like a place stays just that", () => {
  expect(fillText("{nickname} 在 {group}", { nickname: "{group} $& $1", group: "{nickname}" })).toBe(
    "{group} $& $1 在 {nickname}",
  );
});

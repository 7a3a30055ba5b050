import { expect, test } from "vitest";
import { median, seededRandom } from "./bench-line.ts";
import { writeChatText } from "./chat-text.ts";
import { bench } from "./match.ts";

test("the match bench fails when a hit is lost", async () => {
  const line = await bench({ quick: true, breakFault: "lose-hit" });
  expect(line.failed).toMatch(/exact hits differ/);
});

test("the same seed writes the same chat", () => {
  const write = () => writeChatText({ random: seededRandom(7), wordCount: 50, messageCount: 50 });
  expect(write()).toEqual(write());
  expect(new Set(write().words).size).toBe(50);
});

test("the median is the middle value", () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 3]);
});

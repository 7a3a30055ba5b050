import { expect, test } from "vitest";
import { GroupId } from "../../../../../contract/ids.ts";
import { countWaves, cutName, drawCoast, drawIslands, textWidth } from "./draw-island.ts";
import type { GroupFigures } from "./draw-island.ts";

const buildGroup = (n: number, memberCount: number, light: GroupFigures["light"] = "healthy"): GroupFigures => ({
  groupId: GroupId.parse(`01938000-0004-7000-8000-${String(n).padStart(12, "0")}`),
  name: `朝阳柯基 ${n} 群`,
  communityName: "爪爪同城",
  memberCount,
  joins: 0,
  leaves: 0,
  messages: 0,
  activeMembers: 0,
  messagesToday: 0,
  lastMessageAt: null,
  light,
});

test.each([
  [0, 0],
  [1, 1],
  [9, 1],
  [10, 2],
  [99, 2],
  [100, 3],
  [5000, 3],
])("%i messages today make %i waves", (messages, waves) => {
  expect(countWaves(messages)).toBe(waves);
});

test("an island's area, not its width, grows with its members", () => {
  const [large, small] = drawIslands([buildGroup(1, 400), buildGroup(2, 100)], 1000);
  expect((large?.radius ?? 0) / (small?.radius ?? 1)).toBeCloseTo(2);
});

test("an empty group is still an island that can be hit", () => {
  expect(drawIslands([buildGroup(1, 0)], 1000)[0]?.radius).toBeGreaterThanOrEqual(9);
});

test("a small island has its name beside it, in a box that holds both", () => {
  const small = drawIslands([buildGroup(1, 400), buildGroup(2, 3)], 1000)[1];
  expect(small?.labelPlace).toBe("beside");
  expect(small?.box.width).toBeGreaterThan((small?.radius ?? 0) * 2 + textWidth(small?.label ?? "") - 1);
});

test("in a crowd small healthy islands are silent, those that want somebody are named", () => {
  const many = Array.from({ length: 90 }, (_, i) =>
    buildGroup(i, i === 0 ? 2000 : 3, i === 5 ? "unanswered" : "healthy"),
  );
  const islands = drawIslands(many, 1000);
  expect(islands[4]?.labelPlace).toBe("none");
  expect(islands[5]?.labelPlace).toBe("beside");
});

test("a name stands inside only when it fits there whole", () => {
  const [large] = drawIslands([{ ...buildGroup(1, 400), name: "柯基" }], 1000);
  expect(large).toMatchObject({ label: "柯基", labelPlace: "inside" });
  const [wordy] = drawIslands([{ ...buildGroup(1, 400), name: "柯基短腿俱乐部和它的朋友们" }], 1000);
  expect(wordy?.labelPlace).toBe("beside");
});

test("a name that does not fit is cut with an ellipsis and then fits", () => {
  const cut = cutName("海淀区五道口及周边养布偶的上班族互助群", 96);
  expect(cut.endsWith("…")).toBe(true);
  expect(textWidth(cut)).toBeLessThanOrEqual(96);
  expect(cutName("柯基", 96)).toBe("柯基");
});

test("a group keeps its coast, two groups do not share one", () => {
  expect(drawCoast("a", 20)).toBe(drawCoast("a", 20));
  expect(drawCoast("a", 20)).not.toBe(drawCoast("b", 20));
});

import { expect, test } from "vitest";
import { zh } from "../../messages/zh.ts";
import { listChanges } from "./list-changes.ts";

test("a changed field reads: name, before, after, in words", () => {
  expect(listChanges({ before: { mode: "dry", priority: 10 }, after: { mode: "live", priority: 10 } }, zh)).toEqual([
    "状态：试运行 → 启用",
  ]);
});

test("what is new has no before; what was emptied says so", () => {
  expect(listChanges({ before: null, after: { name: "朝阳柯基群" } }, zh)).toEqual(["名称：朝阳柯基群"]);
  expect(listChanges({ before: { announcement: "周三答疑" }, after: { announcement: "" } }, zh)).toEqual([
    "群公告：周三答疑 → 空",
  ]);
});

test("short lists are spelled out, long ones counted, owners named", () => {
  const words = Array.from({ length: 30 }, (_, i) => `词${i}`);
  expect(
    listChanges(
      {
        before: { tags: ["柯基"], words: [], owner: null },
        after: { tags: ["柯基", "朝阳"], words, owner: { id: "1", name: "林悦" } },
      },
      zh,
    ),
  ).toEqual(["标签：柯基 → 柯基、朝阳", "关键词：空 → 30 项", "群主：空 → 林悦"]);
});

test("what is nested is told by where it stands; what is empty from the start is not told", () => {
  const before = { conditions: { newcomer: null, keywords: { mode: "any", words: ["加微信"] } } };
  const after = { conditions: { newcomer: true, keywords: { mode: "all", words: ["加微信"] } } };
  expect(listChanges({ before, after }, zh)).toEqual([
    "条件 · 新人：空 → 是",
    "条件 · 关键词 · 状态：出现任何一个 → 同时出现全部",
  ]);
  expect(listChanges({ before: null, after: { announcement: "", tags: [], owner: null } }, zh)).toEqual([]);
});

test("an id is not read out", () => {
  const ownerId = "01938000-0001-7000-8000-000000000001";
  expect(listChanges({ before: { ownerId: null }, after: { ownerId } }, zh)).toEqual(["群主：空 → 另一个"]);
});

test("yes and no are words, unknown fields keep their name, ids are left out", () => {
  expect(listChanges({ before: { id: "a", disabled: false }, after: { id: "b", disabled: true, foo: 3 } }, zh)).toEqual(
    ["停用：否 → 是", "foo：3"],
  );
});

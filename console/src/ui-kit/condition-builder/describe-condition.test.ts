import { describe, expect, test } from "vitest";
import type {
  Condition,
  FactDefinition,
  FactOperator,
  FactValue,
  SegmentSubject,
} from "../../../../contract/segments.ts";
import { createFormat } from "../../app/format.ts";
import { en } from "../../messages/en.ts";
import { zh } from "../../messages/zh.ts";
import { describeCondition } from "./describe-condition.ts";

type Asked = [FactDefinition["type"], (FactDefinition["source"] | undefined)?, (FactDefinition["unit"] | undefined)?];
const define = (name: string, [type, source = null, unit = null]: Asked): [string, FactDefinition] => [
  name,
  { name, subject: name.startsWith("group.") ? "group" : "member", type, label: null, source, choices: [], unit },
];
const facts = new Map<string, FactDefinition>([
  define("member.tags", ["tags", "tag"]),
  define("member.nickname", ["text"]),
  define("member.first_joined", ["instant"]),
  define("member.blocked", ["flag"]),
  define("member.muted", ["flag"]),
  define("member.groups", ["choices", "group"]),
  define("member.sources", ["choices", "listed"]),
  define("member.group_count", ["number", null, "groups"]),
  define("member.last_active", ["instant"]),
  define("member.messages_30d", ["number", null, "messages"]),
  define("group.community", ["choice", "community"]),
  define("group.state", ["choice", "listed"]),
  define("group.members", ["number", null, "members"]),
  define("group.fill", ["number", null, "percent"]),
  define("group.sends_today", ["number", null, "times"]),
]);
const now = () => Date.parse("2026-11-24T02:00:00Z");
const names = new Map([
  ["g1", "福利群"],
  ["g2", "朝阳柯基群"],
  ["s1", "柯基家"],
  ["c1", "同城养宠"],
]);

function say(condition: Condition, subject: SegmentSubject = "member"): [string, string] {
  return [
    describeCondition(condition, { subject, facts, names, t: zh, format: createFormat("zh-CN", "Asia/Shanghai", now) }),
    describeCondition(condition, { subject, facts, names, t: en, format: createFormat("en-GB", "Asia/Shanghai", now) }),
  ];
}
const ask = (fact: string, op: FactOperator, value: FactValue = null): Condition => ({ kind: "fact", fact, op, value });
const all = (...of: Condition[]): Condition => ({ kind: "all", of });
const any = (...of: Condition[]): Condition => ({ kind: "any", of });
const not = (of: Condition): Condition => ({ kind: "not", of });

const tagged = ask("member.tags", "has_any", ["柯基", "泰迪"]);
const spoke = ask("member.last_active", "within_days", 30);
const outside = ask("member.groups", "has_none", ["g1"]);

describe("a condition reads", () => {
  test.each<[Condition, string, string]>([
    [all(), "全部成员", "All members"],
    [
      all(tagged, spoke, outside),
      "成员 标签含 柯基 或 泰迪，并且30 天内说过话，并且不在 福利群",
      "Members: tags include 柯基 or 泰迪, and spoke in the last 30 days, and not in 福利群",
    ],
    [
      all(any(tagged, spoke), outside),
      "成员 （标签含 柯基 或 泰迪，或者30 天内说过话），并且不在 福利群",
      "Members: (tags include 柯基 or 泰迪, or spoke in the last 30 days), and not in 福利群",
    ],
    [any(all(tagged)), "成员 标签含 柯基 或 泰迪", "Members: tags include 柯基 or 泰迪"],
    [not(spoke), "成员 除了 30 天内说过话的", "Members: not (spoke in the last 30 days)"],
    [
      ask("member.tags", "has_all", ["柯基", "新手"]),
      "成员 标签同时有 柯基 和 新手",
      "Members: tags include both 柯基 and 新手",
    ],
    [
      ask("member.tags", "has_any", ["一", "二", "三", "四", "五", "六"]),
      "成员 标签含 一 或 二 或 三 或 四 等 6 个",
      "Members: tags include 一 or 二 or 三 or 四 and so on, 6 in all",
    ],
    [ask("member.tags", "unknown"), "成员 没有标签", "Members: tags not known"],
    [ask("member.tags", "has_any"), "成员 标签含 ＿＿", "Members: tags include ___"],
    [ask("member.blocked", "is", false), "成员 没有被拉黑", "Members: not blocked"],
    [ask("member.muted", "is", true), "成员 正被禁言", "Members: muted"],
    [ask("member.nickname", "contains", "奶茶"), "成员 昵称包含「奶茶」", "Members: nickname contains “奶茶”"],
    [ask("member.sources", "has_any", ["live_code"]), "成员 来自群活码", "Members: came by Live code"],
    [
      ask("member.messages_30d", "at_least", 5),
      "成员 近 30 天说的话至少 5 条",
      "Members: messages in 30 days at least 5",
    ],
    [
      ask("member.group_count", "between", [1, 3]),
      "成员 所在群数在 1 个 到 3 个 之间",
      "Members: number of groups now from 1 to 3",
    ],
    [ask("member.last_active", "unknown"), "成员 从没说过话", "Members: never spoke"],
    [
      ask("member.first_joined", "before", "2026-11-01"),
      "成员 在 11月1日周日 之前进群",
      "Members: joined before Sun 1 Nov",
    ],
    [{ kind: "segment", segmentId: "s1" as never }, "成员 属于人群「柯基家」", "Members: in the segment “柯基家”"],
    [ask("member.groups", "has_any", ["gx"]), "成员 在 …", "Members: in …"],
    [ask("field.size", "known"), "成员 field.size （已不在）", "Members: field.size (gone)"],
  ])("%#", (condition, chinese, english) => {
    expect(say(condition)).toEqual([chinese, english]);
  });

  test.each<[Condition, string, string]>([
    [all(), "全部群", "All groups"],
    [
      all(
        ask("group.community", "is_any", ["c1"]),
        ask("group.members", "at_least", 20),
        ask("group.sends_today", "equals", 0),
      ),
      "群 社群是 同城养宠，并且人数至少 20 人，并且今天发进去的自动发送等于 0 次",
      "Groups: community is 同城养宠, and members at least 20, and automatic sends today exactly 0 times",
    ],
    [ask("group.fill", "at_least", 90), "群 满员程度至少 90%", "Groups: fill share at least 90%"],
    [ask("group.state", "is_none", ["paused"]), "群 状态不是 暂停", "Groups: state is not Paused"],
  ])("about groups: %#", (condition, chinese, english) => {
    expect(say(condition, "group")).toEqual([chinese, english]);
  });
});

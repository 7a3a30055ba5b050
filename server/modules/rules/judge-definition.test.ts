import { expect, test } from "vitest";
import type { GroupId } from "../../../contract/ids.ts";
import { anyOf, buildConditions, buildDefinition } from "./build.ts";
import { findFault, tidyDefinition } from "./judge-definition.ts";
import type { RuleDefinition } from "./rule.ts";
import { starterRules } from "./starter-rules.ts";

const greet = { kind: "reply", text: "欢迎", mention: false } as const;

test.each([
  ["a sound rule", {}, undefined],
  ["no word that can be seen", { conditions: buildConditions({ keywords: anyOf("\u200d", "\u0301") }) }, "no_words"],
  ["an empty window", { conditions: buildConditions({ between: { from: "08:00", until: "08:00" } }) }, "empty_window"],
  ["a joining member's words", { trigger: "member.joined" }, "join_has_no_message"],
  [
    "a joining member's contact",
    { trigger: "member.joined", conditions: buildConditions({ contact: ["link"] }) },
    "join_has_no_message",
  ],
  [
    "punishing who joins",
    { trigger: "member.joined", conditions: buildConditions(), actions: [{ kind: "remove" }] },
    "join_is_no_offence",
  ],
  [
    "two welcomes",
    { trigger: "member.joined", conditions: buildConditions(), actions: [greet, greet] },
    "one_greeting",
  ],
  ["holding everything", { conditions: buildConditions(), actions: [{ kind: "hold" }] }, "punishes_everybody"],
  ["holding newcomers", { conditions: buildConditions({ newcomer: true }), actions: [{ kind: "hold" }] }, undefined],
  [
    "two mutes",
    {
      actions: [
        { kind: "mute", minutes: 1 },
        { kind: "mute", minutes: 2 },
      ],
    },
    "action_twice",
  ],
  ["two answers", { actions: [greet, greet] }, undefined],
] satisfies [string, Partial<RuleDefinition>, string | undefined][])(
  "a definition with %s is judged",
  (_name, change, reason) => {
    expect(findFault(tidyDefinition(buildDefinition(change)))?.reason).toBe(reason);
  },
);

test("what is typed twice is kept once, in the order it was typed", () => {
  const id = "0190a000-0000-7000-8000-000000000001" as GroupId;
  const { conditions } = tidyDefinition(
    buildDefinition({
      conditions: buildConditions({
        keywords: anyOf("b", "a", "b", "\u200d"),
        groupIds: [id, id],
        memberTags: ["x", "x"],
        contact: ["link", "link"],
      }),
    }),
  );
  expect(conditions.keywords?.words).toEqual(["b", "a"]);
  expect([conditions.groupIds, conditions.memberTags, conditions.contact]).toEqual([[id], ["x"], ["link"]]);
});

test("the rules that an org begins with are sound", () => {
  for (const rule of starterRules) expect([rule.name, findFault(tidyDefinition(rule))]).toEqual([rule.name, undefined]);
});

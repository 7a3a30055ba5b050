import fc from "fast-check";
import { expect, test } from "vitest";
import type { CommunityId, GroupId } from "../../../contract/ids.ts";
import type { RuleConditions } from "../../../contract/rules.ts";
import { anyOf, buildConditions, buildRule } from "./build.ts";
import { compileRules } from "./compile-rules.ts";
import { evaluateRules, explainRules, type Line } from "./evaluate.ts";
import type { Rule } from "./rule.ts";

const groupId = "0190a000-0000-7000-8000-000000000001" as GroupId;
const communityId = "0190a000-0000-7000-8000-000000000002" as CommunityId;
const elsewhere = "0190a000-0000-7000-8000-000000000003";

const line = (change: Partial<Line> = {}): Line => ({
  trigger: "message.received",
  text: "请问群规在哪里",
  group: { id: groupId, communityId, tags: ["新手"] },
  member: { tags: ["猫"], isTrusted: false },
  minute: 10 * 60,
  ...change,
});

const fail = (_rule: Rule, error: unknown): never => {
  throw error;
};

const names = (rules: readonly Rule[], change: Partial<Line> = {}): string[] =>
  evaluateRules(compileRules(rules), line(change), fail).map((decision) => decision.rule.name);

const whyNot = (rule: Rule, change: Partial<Line> = {}): string | null =>
  explainRules(compileRules([rule]), line(change), fail)[0]?.whyNot ?? null;

test.each([
  ["a word that is in the text", { keywords: anyOf("群规") }, null],
  ["a word that is not", { keywords: anyOf("退款") }, "keywords"],
  ["all words when one is missing", { keywords: { mode: "all", words: ["群规", "退款"], folded: true } }, "keywords"],
  ["all words when they are there", { keywords: { mode: "all", words: ["群规", "哪里"], folded: true } }, null],
  ["an exact word in a longer line", { keywords: { mode: "exact", words: ["群规"], folded: true } }, "keywords"],
  ["a contact that is not given", { contact: ["contact" as const] }, "contact"],
  ["the right community", { communityIds: [communityId] }, null],
  ["another community", { communityIds: [elsewhere as CommunityId] }, "scope"],
  ["the right group", { groupIds: [groupId] }, null],
  ["another group", { groupIds: [elsewhere as GroupId] }, "scope"],
  ["one of several tags of the group", { groupTags: ["老手", "新手"] }, null],
  ["a tag that the group lacks", { groupTags: ["老手"] }, "scope"],
  ["one of several tags of the member", { memberTags: ["狗", "猫"] }, null],
  ["a tag that the member lacks", { memberTags: ["狗"] }, "member_tag"],
  ["newcomers", { newcomer: true }, null],
  ["trusted members", { newcomer: false }, "newcomer"],
  ["the right hour", { between: { from: "09:00", until: "11:00" } }, null],
  ["another hour", { between: { from: "22:00", until: "08:00" } }, "time"],
] satisfies [string, Partial<RuleConditions>, string | null][])(
  "a condition on %s is judged rightly",
  (_name, conditions, expected) => {
    const rule = buildRule({ conditions: buildConditions(conditions) });
    expect(whyNot(rule)).toBe(expected);
    expect(names([rule])).toEqual(expected === null ? [rule.name] : []);
  },
);

test("all conditions must hold, and the first that fails is told", () => {
  const conditions = buildConditions({ keywords: anyOf("退款"), newcomer: false, memberTags: ["狗"] });
  expect(whyNot(buildRule({ conditions }))).toBe("member_tag");
});

test("a rule for certain groups does not hold where no group is given", () => {
  const rule = buildRule({ conditions: buildConditions({ groupIds: [groupId] }) });
  expect(whyNot(rule, { group: null })).toBe("scope");
});

test("a rule about joining is not asked about messages, nor the other way round", () => {
  const joined = buildRule({ trigger: "member.joined", conditions: buildConditions() });
  expect(whyNot(joined)).toBe("trigger");
  expect(names([joined], { trigger: "member.joined", text: "" })).toEqual([joined.name]);
  expect(names([buildRule({ conditions: buildConditions() })], { trigger: "member.joined", text: "" })).toEqual([]);
});

test("rules are asked by priority and a live one that stops ends the asking", () => {
  const rules = [
    buildRule({ name: "third", priority: 3 }),
    buildRule({ name: "first", priority: 1 }),
    buildRule({ name: "second", priority: 2, stopsHere: true }),
  ];
  expect(names(rules)).toEqual(["first", "second"]);
  expect(
    explainRules(compileRules(rules), line(), fail).map((one) => [one.rule.name, one.matched, one.whyNot]),
  ).toEqual([
    ["first", true, null],
    ["second", true, null],
    ["third", true, "stopped_before"],
  ]);
});

test("a dry rule stops nobody, since a dry run changes nothing", () => {
  const rules = [
    buildRule({ name: "dry", priority: 1, mode: "dry", stopsHere: true }),
    buildRule({ name: "live", priority: 2 }),
  ];
  expect(evaluateRules(compileRules(rules), line(), fail).map(({ rule, isDry }) => [rule.name, isDry])).toEqual([
    ["dry", true],
    ["live", false],
  ]);
});

test("a rule that is off never holds, and the trial says that it would", () => {
  const rule = buildRule({ mode: "off" });
  expect(names([rule])).toEqual([]);
  expect(explainRules(compileRules([rule]), line(), fail)[0]).toMatchObject({ matched: true, whyNot: "off" });
});

test("a broken rule is reported and the next one is asked as usual", () => {
  const broken = buildRule({ name: "broken", priority: 1, conditions: buildConditions() });
  Object.defineProperty(broken.conditions, "memberTags", {
    get: () => {
      throw new Error("broken");
    },
  });
  const reported: string[] = [];
  const decisions = evaluateRules(
    compileRules([broken, buildRule({ name: "sound", priority: 2 })]),
    line(),
    (rule) => void reported.push(rule.name),
  );
  expect(decisions.map((decision) => decision.rule.name)).toEqual(["sound"]);
  expect(reported).toEqual(["broken"]);
});

test("a contact that is handed out is evidence with its place in the text", () => {
  const text = "想要的加微信 abc12345 找我";
  const rule = buildRule({ conditions: buildConditions({ contact: ["contact"] }), actions: [{ kind: "ladder" }] });
  const [decision] = evaluateRules(compileRules([rule]), line({ text }), fail);
  expect(decision?.actions).toEqual([{ kind: "ladder" }]);
  for (const hit of decision?.hits ?? []) expect(text.slice(hit.start, hit.end)).toBe(hit.word);
  expect(decision?.hits[0]?.via).toBe("pattern");
});

const words = ["群规", "退款", "加微信", "优惠", "猫"];
const someRule = fc
  .record({
    words: fc.option(fc.subarray(words, { minLength: 1 }), { nil: null }),
    mode: fc.constantFrom("off", "dry", "live" as const),
    priority: fc.integer({ min: 0, max: 3 }),
    stopsHere: fc.boolean(),
    newcomer: fc.constantFrom(true, false, null),
    keywordMode: fc.constantFrom("any", "all", "exact" as const),
  })
  .map((made) =>
    buildRule({
      mode: made.mode,
      priority: made.priority,
      stopsHere: made.stopsHere,
      conditions: buildConditions({
        newcomer: made.newcomer,
        keywords: made.words && { mode: made.keywordMode, words: made.words, folded: true },
      }),
    }),
  );

test("what acts is exactly what the trial says would act, for any rules and any text", () => {
  fc.assert(
    fc.property(
      fc.array(someRule, { maxLength: 8 }),
      fc.array(fc.constantFrom(...words, "你好", "，", "a"), { maxLength: 5 }),
      fc.boolean(),
      (rules, parts, isTrusted) => {
        const compiled = compileRules(rules);
        const asked = line({ text: parts.join(""), member: { tags: [], isTrusted } });
        const acting = explainRules(compiled, asked, fail).filter((one) => one.matched && one.whyNot === null);
        const decided = evaluateRules(compiled, asked, fail);
        expect(decided.map(({ rule, hits }) => [rule.id, hits])).toEqual(
          acting.map(({ rule, hits }) => [rule.id, hits]),
        );
      },
    ),
  );
});

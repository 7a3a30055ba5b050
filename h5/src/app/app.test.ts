import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { en } from "../messages/en.ts";
import { zh } from "../messages/zh.ts";
import { initialOf } from "./avatar.tsx";
import { formatMoment } from "./format-time.ts";
import { chooseLanguage } from "./language.ts";
import { describeTrouble } from "./problem.ts";
import { placeInput } from "./request.ts";
import { readScreen } from "./route.ts";
import { makeKeyMaker, makeUuid, makeUuidV7, readUuidTime } from "./uuid.ts";

const uuid = "019ab697-e801-7526-a728-292a2b2c2d2e";

test.each([
  ["/j/Ab3xK", "", { name: "join", code: "Ab3xK", invitedBy: null }],
  ["/j/Ab3xK", `?by=${uuid}`, { name: "join", code: "Ab3xK", invitedBy: uuid }],
  ["/j/Ab3xK", "?by=<script>", { name: "join", code: "Ab3xK", invitedBy: null }],
  ["/j/%E7%88", "", { name: "join", code: "%E7%88", invitedBy: null }],
  [`/m/g/${uuid}`, "", { name: "chat", groupId: uuid }],
  [`/m/g/${uuid.toUpperCase()}/`, "", { name: "chat", groupId: uuid }],
  [`/m/g/${uuid}/members`, "", { name: "members", groupId: uuid }],
  ["/m/", "", { name: "groups" }],
  ["/m", "", { name: "groups" }],
  ["/m/me", "", { name: "my-data" }],
  ["/m/g/1", "", { name: "lost" }],
])("%s%s is a screen", (path, search, screen) => {
  expect(readScreen(path, search)).toEqual(screen);
});

describe("a call", () => {
  test("puts path parameters into the path and the rest of a reading into the query", () => {
    const call = {
      method: "GET",
      path: "/h5/groups/:groupId/members",
      input: { groupId: "a/b", q: "小 满", x: undefined },
    };
    expect(placeInput({ ...call, method: "GET" })).toEqual({
      url: "/api/h5/groups/a%2Fb/members?q=%E5%B0%8F+%E6%BB%A1",
      body: null,
    });
  });

  test("puts the rest of a change into the body", () => {
    const input = { groupId: "g", messageId: "m", emoji: "👍", on: true };
    const path = "/h5/groups/:groupId/messages/:messageId/reaction";
    expect(placeInput({ method: "PUT", path, input })).toEqual({
      url: "/api/h5/groups/g/messages/m/reaction",
      body: '{"emoji":"👍","on":true}',
    });
  });
});

describe("keys", () => {
  test("carry the time they were made of", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(60_000), (seconds, ms) => {
        const at = seconds * 1000 + ms;
        const key = makeUuidV7(at);
        expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(readUuidTime(key)).toBe(at);
      }),
    );
  });

  test("grow with each one, also when the clock stands or steps back", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { minLength: 2 }), (times) => {
        const clock = [...times];
        const makeKey = makeKeyMaker(() => 1_000_000 + (clock.shift() ?? 0));
        const keys = times.map(() => makeKey());
        expect(keys).toEqual([...keys].sort());
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  test("of requests are random ids", () => {
    expect(makeUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe("times", () => {
  const now = Date.UTC(2026, 10, 24, 4, 0);
  const format = { tag: "zh-CN", now, words: zh.chat, timeZone: "Asia/Shanghai" };
  test.each([
    [Date.UTC(2026, 10, 24, 2, 2), "10:02"],
    [Date.UTC(2026, 10, 23, 16, 1), "00:01"],
    [Date.UTC(2026, 10, 23, 15, 59), "昨天 23:59"],
    [Date.UTC(2026, 10, 20, 2, 2), "11月20日 10:02"],
    [Date.UTC(2025, 10, 20, 2, 2), "2025年11月20日 10:02"],
  ])("%i reads %s in the middle of a day in Shanghai", (ms, text) => {
    expect(formatMoment(ms, format)).toBe(text);
  });
});

test.each([
  [null, "zh-CN", "zh"],
  [null, "zh-TW", "zh"],
  [null, "", "zh"],
  [null, "en-US", "en"],
  [null, "de", "en"],
  ["zh", "en-US", "zh"],
  ["fr", "zh", "zh"],
])("stored %s in a browser of %s speaks %s", (stored, preferred, language) => {
  expect(chooseLanguage(stored, preferred)).toBe(language);
});

test.each([
  ["土豆妈", "妈"],
  ["Milo", "M"],
  ["🐶", "🐶"],
  ["阿尔法🐕‍🦺", "法"],
  ["  ", "·"],
])("%s is known by %s", (name, initial) => {
  expect(initialOf(name)).toBe(initial);
});

describe("a trouble", () => {
  const body = (part: object) => ({ code: "input.invalid" as const, detail: {}, requestId: "req-7", ...part });

  test("of a wrong input names the field and its limit", () => {
    const fields = [{ path: "nickname", rule: "too_big", limit: 20 }];
    expect(describeTrouble(body({ fields }), zh)).toBe("昵称最多 20 个字。");
    expect(describeTrouble(body({ fields }), en)).toBe("The nickname can have at most 20 characters.");
  });

  test("that is our own fault gives the number to quote", () => {
    expect(describeTrouble(body({ code: "system.bug" }), zh)).toContain("req-7");
  });

  test("that this version does not know still has a sentence", () => {
    expect(describeTrouble(body({ code: "campaign.over" }), zh)).toContain("服务器出错了");
  });
});

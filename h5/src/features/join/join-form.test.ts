import { describe, expect, test } from "vitest";
import { zh } from "../../messages/zh.ts";
import { checkForm, chooseView, cleanNickname, readClosed } from "./join-form.ts";

const full = { nickname: "小满", privacy: true, messages: true, contact: false };
const me = { memberId: "m", nickname: "小满", groupId: "g" };

describe("the join form", () => {
  test("lets in with a nickname and the two required consents; contact stays free", () => {
    expect(checkForm(full, zh)).toEqual({});
  });

  test("names each field at fault, and the limit beside what was typed", () => {
    const errors = checkForm({ nickname: "柯".repeat(10_000), privacy: false, messages: false, contact: true }, zh);
    expect(errors.nickname).toBe("昵称最多 20 个字，现在是 10000 个。");
    expect(errors.privacy).toBe(zh.join.privacyMissing);
    expect(errors.messages).toBe(zh.join.messagesMissing);
  });

  test.each([
    ["  小满  妈 ", "小满 妈"],
    ["\u0000管\u202e理员", "管 理员"],
    ["<b>小满</b>", "<b>小满</b>"],
    ["\u200b\u200f", ""],
  ])("cleans the nickname %j", (raw, clean) => {
    expect(cleanNickname(raw)).toBe(clean);
  });

  test("a nickname of marks that nobody sees counts as empty", () => {
    expect(checkForm({ ...full, nickname: "\u200b \u202e" }, zh)).toEqual({ nickname: zh.join.nicknameEmpty });
  });
});

describe("the join page", () => {
  test.each([
    ["open", null, "form"],
    ["open", { ...me, groupId: null }, "form"],
    ["open", me, "returning"],
    ["expired", me, "returning"],
    ["full", null, "full"],
    ["stopped", { ...me, groupId: null }, "stopped"],
    ["not_yet", null, "not_yet"],
  ] as const)("of a link that is %s shows %j the view %s", (state, who, view) => {
    expect(chooseView({ state, me: who } as Parameters<typeof chooseView>[0])).toBe(view);
  });

  test("knows a closed link from its refusal", () => {
    const refused = (code: "live_code.not_found" | "member.blocked") => ({ code, detail: {}, requestId: "" });
    expect(readClosed(refused("live_code.not_found"))).toBe("unknown");
    expect(readClosed(refused("member.blocked"))).toBeUndefined();
    expect(readClosed("offline")).toBe("offline");
  });
});

import { describe, expect, test } from "vitest";
import { buildId, buildMessage } from "../../../../test/h5/build-message.ts";
import { buildRows, countAfter } from "./rows.ts";

const start = Date.UTC(2026, 10, 24, 2, 0);
const minute = 60_000;
const say = (minutes: number, part: Parameters<typeof buildMessage>[0] = {}) =>
  buildMessage({ id: buildId(start + minutes * minute, minutes), ...part });
const from = (id: string) => ({ kind: "member" as const, id, name: id });
const nothing = { lines: [], readUpTo: null, selfId: "me" };

describe("the rows of a chat", () => {
  test("have the time over the first message and after a pause", () => {
    const messages = [say(0), say(4), say(10)];
    expect(buildRows({ ...nothing, messages }).map((row) => row.kind)).toEqual([
      "time",
      "message",
      "message",
      "time",
      "message",
    ]);
  });

  test("name a speaker once for what he says in a row", () => {
    const messages = [say(0, { sender: from("a") }), say(1, { sender: from("a") }), say(2, { sender: from("b") })];
    const firsts = buildRows({ ...nothing, messages }).flatMap((row) => (row.kind === "message" ? [row.isFirst] : []));
    expect(firsts).toEqual([true, false, true]);
  });

  test("name him again after a greeting in between", () => {
    const messages = [
      say(0, { sender: from("a") }),
      say(1, { sender: { kind: "robot", id: "robot", name: "小岛" }, kind: "greeting" }),
      say(2, { sender: from("a") }),
    ];
    expect(buildRows({ ...nothing, messages }).at(-1)).toMatchObject({ isFirst: true });
  });

  test("mark the first unread message of another, not my own", () => {
    const messages = [say(0), say(1, { sender: from("me") }), say(2), say(3)];
    const rows = buildRows({ ...nothing, messages, readUpTo: messages[0]?.id ?? null });
    expect(rows.map((row) => row.kind)).toEqual(["time", "message", "message", "unread", "message", "message"]);
  });

  test("keep the key of a line when it becomes a message, and not for another's copy of it", () => {
    const key = buildId(start, 99);
    const own = say(0, { sender: from("me"), key });
    const copy = say(1, { sender: from("b"), key });
    const keys = buildRows({ ...nothing, messages: [own, copy] }).map((row) => row.key);
    expect(keys.filter((one) => one === key)).toHaveLength(1);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("know the message that another answers, when it is there", () => {
    const asked = say(0);
    const answer = say(1, { replyTo: { id: asked.id, senderName: "小满", excerpt: "" } });
    const stray = say(2, { replyTo: { id: buildId(1), senderName: "小满", excerpt: "" } });
    const quoted = buildRows({ ...nothing, messages: [asked, answer, stray] }).flatMap((row) =>
      row.kind === "message" ? [row.quoted] : [],
    );
    expect(quoted).toEqual([null, asked, null]);
  });

  test("count what others said after a message", () => {
    const messages = [say(0), say(1), say(2, { sender: from("me") }), say(3)];
    expect(countAfter(messages, messages[0]?.id ?? null, "me")).toBe(2);
    expect(countAfter(messages, null, "me")).toBe(0);
  });
});

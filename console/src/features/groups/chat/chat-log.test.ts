import fc from "fast-check";
import { expect, test } from "vitest";
import type { Message } from "../../../../../contract/messaging.ts";
import { GroupId, MessageId } from "../../../../../contract/ids.ts";
import { applyFrame, isBehind, mergeMessages, stillPending } from "./chat-log.ts";

const groupId = GroupId.parse("01938000-0000-7000-8000-000000000001");
const idOf = (n: number) => MessageId.parse(`01938000-0000-7000-8000-${String(n).padStart(12, "0")}`);

function buildMessage(n: number, change: Partial<Message> = {}): Message {
  return {
    id: idOf(n),
    groupId,
    at: new Date(1_764_000_000_000 + n * 1000).toISOString(),
    sender: { kind: "member", id: "m", name: "小满" },
    kind: "text",
    text: `第 ${n} 句`,
    picture: null,
    replyTo: null,
    mentions: [],
    reactions: [],
    state: "shown",
    onlyForMe: false,
    key: null,
    ...change,
  };
}

test("however messages arrive, in any order and twice, the log is in order of time and holds each once", () => {
  const numbers = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 60 });
  fc.assert(
    fc.property(numbers, numbers, (first, second) => {
      const log = mergeMessages(
        mergeMessages(
          [],
          first.map((n) => buildMessage(n)),
        ),
        second.map((n) => buildMessage(n)),
      );
      const wanted = [...new Set([...first, ...second])].toSorted((a, b) => a - b).map((n) => `第 ${n} 句`);
      expect(log.map((message) => message.text)).toEqual(wanted);
    }),
  );
});

test("a withdrawn message changes where it stands and moves nowhere", () => {
  const log = [buildMessage(1), buildMessage(2)];
  const after = applyFrame(log, groupId, {
    type: "message.changed",
    groupId,
    message: buildMessage(1, { state: "withdrawn" }),
  });
  expect(after.map((message) => message.state)).toEqual(["withdrawn", "shown"]);
});

test("a change of a message that is not loaded does not make a gap in the history", () => {
  const log = [buildMessage(5)];
  expect(applyFrame(log, groupId, { type: "message.changed", groupId, message: buildMessage(1) })).toBe(log);
});

test("frames of another group change nothing", () => {
  const log = [buildMessage(1)];
  expect(applyFrame(log, groupId, { type: "message", groupId: "other", message: buildMessage(2) })).toBe(log);
});

test("a reaction that nobody gives any more disappears", () => {
  const log = [buildMessage(1, { reactions: [{ emoji: "👍", count: 1, mine: false }] })];
  const frame = {
    type: "reaction",
    groupId,
    messageId: idOf(1),
    emoji: "👍",
    count: 0,
    memberId: "m",
    on: false,
  } as const;
  expect(applyFrame(log, groupId, frame)[0]?.reactions).toEqual([]);
});

test("a tick that names an unknown message says that one was missed", () => {
  const log = [buildMessage(1)];
  expect(isBehind(log, { type: "tick", groupId, latestId: idOf(2) })).toBe(true);
  expect(isBehind(log, { type: "tick", groupId, latestId: idOf(1) })).toBe(false);
  expect(isBehind([], { type: "tick", groupId, latestId: null })).toBe(false);
});

test("what was said stops pending when it comes back with its key", () => {
  const pending = [{ key: "k1", text: "好", hasPicture: false }];
  expect(stillPending(pending, [buildMessage(1)])).toBe(pending);
  expect(stillPending(pending, [buildMessage(1, { key: "k1" })])).toEqual([]);
});

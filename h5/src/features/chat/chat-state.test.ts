import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Message } from "../../../../contract/messaging.ts";
import { buildId, buildMessage } from "../../../../test/h5/build-message.ts";
import { emptyChat, reduceChat, type ChatAction, type ChatState } from "./chat-state.ts";
import type { Line } from "./line.ts";

const me = "00000000-0000-4000-8000-0000000000ee";
const start = 1_764_000_000_000;
const mine = (part: Parameters<typeof buildMessage>[0]): Message =>
  buildMessage({ sender: { kind: "member", id: me, name: "我" }, ...part });
const line = (key: string): Line => ({
  key,
  text: "谢谢",
  replyTo: null,
  mentions: [],
  picture: null,
  preview: null,
  progress: null,
  state: "sending",
  trouble: null,
  isRekeyed: false,
});
const run = (actions: readonly ChatAction[], from: ChatState = { ...emptyChat, selfId: me }): ChatState =>
  actions.reduce(reduceChat, from);
const frame = (message: Message): ChatAction => ({
  type: "frame",
  frame: { type: "message", groupId: message.groupId, message },
});
const changed = (message: Message): ChatAction => ({
  type: "frame",
  frame: { type: "message.changed", groupId: message.groupId, message },
});
const newest = (items: readonly Message[], more = false, since = 0): ChatAction => ({
  type: "page",
  reach: "newest",
  page: { items, more },
  since,
});
const ids = (state: ChatState): string[] => state.messages.map((message) => message.id);

describe("the list of a chat", () => {
  const a = buildMessage({ id: buildId(start), text: "甲" });
  const b = buildMessage({ id: buildId(start + 1000), text: "乙" });
  const c = buildMessage({ id: buildId(start + 2000), text: "丙" });

  test("is in the order of ids, whatever order messages come in", () => {
    expect(ids(run([newest([]), frame(c), frame(a), frame(b)]))).toEqual([a.id, b.id, c.id]);
  });

  test("shows a message once when it comes by frame, by page and by frame again", () => {
    expect(ids(run([newest([a, b]), frame(b), frame(c), newest([b, c]), frame(c)]))).toEqual([a.id, b.id, c.id]);
  });

  test("replaces a message that was withdrawn, and takes it back when it is restored", () => {
    const gone = { ...b, state: "withdrawn" as const, text: "" };
    const withdrawn = run([newest([a, b]), changed(gone)]);
    expect(withdrawn.messages[1]).toMatchObject({ state: "withdrawn", text: "" });
    expect(run([changed(b)], withdrawn).messages[1]).toMatchObject({ state: "shown", text: "乙" });
  });

  test("does not show again what was withdrawn while a page was under way", () => {
    const before = run([newest([a])]);
    const gone = { ...b, state: "withdrawn" as const, text: "" };
    // The page was read from the database before the withdrawal and arrives after its frame.
    const after = run([frame(b), changed(gone), newest([a, b], false, before.version)], before);
    expect(after.messages[1]).toMatchObject({ id: b.id, state: "withdrawn", text: "" });
  });

  test("believes a page that was asked for after the change", () => {
    const withdrawn = run([newest([a, b]), changed({ ...b, state: "withdrawn", text: "" })]);
    expect(run([newest([a, b], false, withdrawn.version)], withdrawn).messages[1]).toMatchObject({ state: "shown" });
  });

  test("leaves a message older than the first page to the page that brings it", () => {
    const state = run([newest([b, c], true), frame(a)]);
    expect(ids(state)).toEqual([b.id, c.id]);
    const older: ChatAction = { type: "page", reach: "older", page: { items: [a], more: false }, since: state.version };
    expect(ids(run([older], state))).toEqual([a.id, b.id, c.id]);
  });

  test("has nothing of a withdrawn advertisement that it never showed", () => {
    expect(ids(run([newest([a]), changed({ ...b, state: "withdrawn", text: "" })]))).toEqual([a.id]);
  });

  test("shows a held message once staff let it through", () => {
    expect(ids(run([newest([a]), changed(b)]))).toEqual([a.id, b.id]);
  });

  test("does not quote any longer what was withdrawn, also in a page that was under way", () => {
    const answer = { ...b, replyTo: { id: a.id, senderName: "小满", excerpt: "甲" } };
    const before = run([newest([a, answer])]);
    const gone = changed({ ...a, state: "withdrawn", text: "" });
    for (const state of [run([gone], before), run([gone, newest([a, answer], false, before.version)], before)])
      expect(state.messages[1]?.replyTo?.excerpt).toBe("");
  });

  test("keeps my own reaction when a message changes for everybody", () => {
    const reacted = { ...a, reactions: [{ emoji: "👍", count: 2, mine: true }] };
    const state = run([newest([reacted]), changed({ ...a, reactions: [{ emoji: "👍", count: 3, mine: false }] })]);
    expect(state.messages[0]?.reactions).toEqual([{ emoji: "👍", count: 3, mine: true }]);
  });

  test("forgets the oldest when it is trimmed and reads them again from there", () => {
    const state = run([newest([a, b, c]), { type: "trimmed", keep: 2 }]);
    expect(ids(state)).toEqual([b.id, c.id]);
    expect(state).toMatchObject({ hasOlder: true, readFrom: b.id });
  });
});

describe("own lines", () => {
  const key = buildId(start, 7);
  const sent = mine({ id: buildId(start + 50), key });

  test("go when their message comes, by frame, by page or as the answer", () => {
    const ways: ChatAction[] = [frame(sent), newest([sent]), { type: "sent", message: sent, since: 0 }];
    for (const way of ways) {
      const state = run([newest([]), { type: "line.added", line: line(key) }, way]);
      expect(state.lines).toEqual([]);
      expect(ids(state)).toEqual([sent.id]);
    }
  });

  test("go at once when the message was there before the line was read from the outbox", () => {
    expect(run([newest([sent]), { type: "line.added", line: line(key) }]).lines).toEqual([]);
  });

  test("are not confirmed by somebody else's message with the same key", () => {
    const copy = buildMessage({ id: buildId(start + 60), key });
    expect(run([newest([]), { type: "line.added", line: line(key) }, frame(copy)]).lines).toHaveLength(1);
  });

  test("stand in the order in which they were written", () => {
    const keys = [buildId(start + 3), buildId(start + 1), buildId(start + 2)];
    const state = run(keys.map((one) => ({ type: "line.added", line: line(one) })));
    expect(state.lines.map((one) => one.key)).toEqual([keys[1], keys[2], keys[0]]);
  });
});

test("any order of frames, pages, answers and echoes gives the same list, without a double, in order", () => {
  const pool = Array.from({ length: 12 }, (_, n) => {
    const isMine = n % 3 === 0;
    const part = { id: buildId(start + n * 700, n), key: buildId(start + n * 700 - 20, n + 100), text: `第 ${n} 句` };
    return isMine ? mine(part) : buildMessage(part);
  });
  const arrival = fc.oneof(
    fc.record({ kind: fc.constant("frame" as const), at: fc.nat(pool.length - 1) }),
    fc.record({ kind: fc.constant("sent" as const), at: fc.nat(pool.length - 1) }),
    fc.record({
      kind: fc.constant("page" as const),
      from: fc.nat(pool.length - 1),
      size: fc.integer({ min: 1, max: 6 }),
      reach: fc.constantFrom("newest" as const, "newer" as const, "older" as const),
    }),
  );
  const toAction = (one: typeof arrival extends fc.Arbitrary<infer T> ? T : never): ChatAction => {
    if (one.kind === "page")
      return {
        type: "page",
        reach: one.reach,
        page: { items: pool.slice(one.from, one.from + one.size), more: false },
        since: 0,
      };
    const message = pool[one.at] ?? buildMessage();
    return one.kind === "frame" ? frame(message) : { type: "sent", message, since: 0 };
  };
  const everything: ChatAction = { type: "page", reach: "newer", page: { items: pool, more: false }, since: 0 };
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 30 }), (arrivals) => {
      const lines = pool
        .filter((message) => message.sender.id === me)
        .map((message): ChatAction => ({ type: "line.added", line: line(message.key ?? "") }));
      const midway = run([...lines, newest([]), ...arrivals.map(toAction)]);
      expect(new Set(ids(midway)).size).toBe(midway.messages.length);
      expect(ids(midway)).toEqual(ids(midway).sort());
      // A line and its message are never there together, and one of them always is.
      const shownKeys = new Set(midway.messages.map((message) => message.key));
      for (const message of pool.filter((one) => one.sender.id === me)) {
        const hasLine = midway.lines.some((one) => one.key === message.key);
        expect(hasLine).toBe(!shownKeys.has(message.key));
      }
      expect(ids(run([everything], midway))).toEqual(pool.map((message) => message.id));
    }),
  );
});

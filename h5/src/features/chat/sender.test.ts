import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ProblemCode } from "../../../../contract/problems.ts";
import type { Message } from "../../../../contract/messaging.ts";
import { buildId, buildMessage } from "../../../../test/h5/build-message.ts";
import { NoAnswer, Refusal } from "../../app/problem.ts";
import { makeKeyMaker } from "../../app/uuid.ts";
import { makeChatStore } from "./chat-store.ts";
import type { Line } from "./line.ts";
import { Sender, type SenderPorts } from "./sender.ts";

const me = "00000000-0000-4000-8000-0000000000ee";
const draft = (text: string) => ({ text, replyTo: null, mentions: [] });
const refusal = (code: ProblemCode, retryAfterMs: number | null = null) =>
  new Refusal({ code, detail: {}, requestId: "r1" }, retryAfterMs);

/** What becomes of one attempt: done; done but the answer is lost; lost on the way; refused. */
type Fate = "ok" | "answer lost" | "lost" | "message.clock" | "message.muted" | "message.too_fast";

/** A group that keeps each key once, as the server does, and meets each attempt with the next fate. */
function openGroup(fates: Fate[]) {
  const kept: Message[] = [];
  const asked: string[] = [];
  const send: SenderPorts["send"] = async ({ key, text = "" }) => {
    asked.push(key);
    const fate = fates.shift() ?? "ok";
    await Promise.resolve();
    if (fate === "lost") throw new NoAnswer();
    if (fate.startsWith("message.")) throw refusal(fate as ProblemCode);
    const known = kept.find((message) => message.key === key);
    const sender = { kind: "member" as const, id: me, name: "我" };
    const message = known ?? buildMessage({ id: buildId(2_000_000 + kept.length), key, text, sender });
    if (!known) kept.push(message);
    if (fate === "answer lost") throw new NoAnswer();
    return message;
  };
  const stored = new Map<string, Line>();
  const store = makeChatStore({
    read: () => [],
    follow: (_, now) => {
      stored.clear();
      for (const line of now) stored.set(line.key, line);
    },
  });
  store.dispatch({ type: "self", selfId: me });
  let clock = 1_000_000;
  const sender = new Sender(store, {
    send,
    upload: () => Promise.reject(new NoAnswer()),
    makeKey: makeKeyMaker(() => clock++),
    makeUuid: () => "u",
    chance: () => 0,
    noticeRefusal: () => undefined,
  });
  return { kept, asked, store, stored, sender };
}

describe("sending", () => {
  afterEach(() => {
    vi.useRealTimers();
  });
  const settle = () => vi.advanceTimersByTimeAsync(400_000);

  test("repeats a line whose answer was lost with the same key, so that it is there once", async () => {
    vi.useFakeTimers();
    const { kept, asked, store, sender } = openGroup(["answer lost", "ok"]);
    sender.add(draft("在吗"));
    await settle();
    expect(kept.map((message) => message.text)).toEqual(["在吗"]);
    expect(new Set(asked).size).toBe(1);
    expect(store.state.value.lines).toEqual([]);
    expect(store.state.value.messages).toHaveLength(1);
  });

  test("keeps what is written while the network is away, in its order", async () => {
    vi.useFakeTimers();
    const { kept, store, stored, sender } = openGroup(["lost", "lost", "lost"]);
    sender.add(draft("一"));
    sender.add(draft("二"));
    await vi.advanceTimersByTimeAsync(100);
    expect(store.state.value.lines.map((line) => line.state)).toEqual(["waiting", "waiting"]);
    expect([...stored.values()].map((line) => line.text)).toEqual(["一", "二"]);
    await settle();
    expect(kept.map((message) => message.text)).toEqual(["一", "二"]);
    expect(stored.size).toBe(0);
  });

  test("gives a line a new key once when the server finds its time wrong, and then asks its author", async () => {
    vi.useFakeTimers();
    const once = openGroup(["message.clock"]);
    once.sender.add(draft("一"));
    await settle();
    expect(once.kept.map((message) => message.text)).toEqual(["一"]);
    expect(new Set(once.asked).size).toBe(2);

    const twice = openGroup(["message.clock", "message.clock"]);
    twice.sender.add(draft("一"));
    await settle();
    expect(twice.store.state.value.lines).toMatchObject([{ state: "failed", trouble: { code: "message.clock" } }]);
  });

  test("keeps a refused line with its reason and sends what was written after it", async () => {
    vi.useFakeTimers();
    const { kept, store, sender } = openGroup(["message.muted"]);
    sender.add(draft("一"));
    sender.add(draft("二"));
    await settle();
    expect(kept.map((message) => message.text)).toEqual(["二"]);
    expect(store.state.value.lines).toMatchObject([
      { text: "一", state: "failed", trouble: { code: "message.muted" } },
    ]);
    const key = store.state.value.lines[0]?.key ?? "";
    sender.resend(key);
    await settle();
    expect(kept.map((message) => message.key)).toContain(key);
  });

  test("is quiet for as long as the server asks, whatever is written meanwhile", async () => {
    vi.useFakeTimers();
    const { asked, sender } = openGroup(["message.too_fast"]);
    sender.add(draft("一"));
    await vi.advanceTimersByTimeAsync(100);
    sender.add(draft("二"));
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toHaveLength(1);
    await settle();
    expect(asked).toHaveLength(3);
  });

  test("whatever happens on the way, every line arrives exactly once and in order", async () => {
    vi.useFakeTimers();
    const fate = fc.constantFrom<Fate>("ok", "answer lost", "lost", "message.too_fast");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fate, { maxLength: 8 }),
        fc.array(fc.nat(3000), { minLength: 1, maxLength: 6 }),
        async (fates, pauses) => {
          const { kept, store, stored, sender } = openGroup([...fates]);
          for (const [index, pause] of pauses.entries()) {
            sender.add(draft(`第 ${index} 句`));
            await vi.advanceTimersByTimeAsync(pause);
          }
          await settle();
          expect(kept.map((message) => message.text)).toEqual(pauses.map((_, index) => `第 ${index} 句`));
          expect(store.state.value.lines).toEqual([]);
          expect(stored.size).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});

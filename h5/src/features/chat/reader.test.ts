import fc from "fast-check";
import { expect, test } from "vitest";
import { buildId, buildMessage } from "../../../../test/h5/build-message.ts";
import { ModelChatServer } from "../../../../test/h5/model-chat-server.ts";
import type { ChatFrame } from "./chat-state.ts";
import { makeChatStore } from "./chat-store.ts";
import { Reader } from "./reader.ts";

const start = 1_764_000_000_000;
const limits = { newest: 4, older: 3, newer: 3, newerPages: 4 };
const noOutbox = { read: () => [], follow: () => undefined };

type Step =
  | { readonly does: "say"; readonly waitMs: number; readonly lateMs: number; readonly isLost: boolean }
  | { readonly does: "change"; readonly pick: number; readonly to: "recalled" | "withdrawn" | "shown" }
  | { readonly does: "react"; readonly pick: number; readonly on: boolean }
  | { readonly does: "scroll" }
  | { readonly does: "reconnect" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant("say" as const),
      waitMs: fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 20_000 })),
      // Ids are made before the commit: a message may come after one whose id is later.
      lateMs: fc.integer({ min: 0, max: 3000 }),
      isLost: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("change" as const),
      pick: fc.nat(),
      to: fc.constantFrom("recalled" as const, "withdrawn" as const, "shown" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("react" as const), pick: fc.nat(), on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant({ does: "scroll" as const }) },
  { weight: 2, arbitrary: fc.constant({ does: "reconnect" as const }) },
);

test("after a reconnect the list is the server's from its first message on, whatever came late, twice or not at all", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(step, { minLength: 10, maxLength: 50, size: "max" }),
      fc.nat(20),
      async (scheduler, steps, before) => {
        const server = new ModelChatServer();
        const store = makeChatStore(noOutbox);
        // The question travels, is answered from the state of that moment, and the answer travels back.
        const travel = scheduler.scheduleFunction(async () => undefined);
        const reader = new Reader(
          store,
          async (part) => {
            await travel();
            const page = server.read(part);
            await travel();
            return page;
          },
          limits,
        );
        let now = start;
        for (let n = 0; n < before; n++) server.say(buildMessage({ id: buildId(now - (before - n) * 4000, n) }));
        const calls: Promise<void>[] = [reader.catchUp()];
        const deliver = (frame: ChatFrame | undefined) => {
          if (frame) wire.push(frame);
        };
        const wire: ChatFrame[] = [];
        for (const [index, one] of steps.entries()) {
          now += 1;
          const known = server.list();
          if (one.does === "say") {
            now += one.waitMs;
            const message = buildMessage({ id: buildId(now - one.lateMs, index), text: `第 ${index} 句` });
            const frame = server.say(message);
            if (!one.isLost) deliver(frame);
          } else if (one.does === "change") {
            const picked = known[one.pick % Math.max(1, known.length)];
            if (picked) deliver(server.change(picked.id, one.to, "又回来了"));
          } else if (one.does === "react") {
            const picked = known[one.pick % Math.max(1, known.length)];
            if (picked) deliver(server.react(picked.id, { memberId: "x", emoji: "👍", on: one.on }));
          } else calls.push(one.does === "scroll" ? reader.readOlder() : reader.catchUp());
          // Frames keep their order on the socket, but pages overtake them and are overtaken.
          if (index % 3 === 2) for (const frame of wire.splice(0)) store.dispatch({ type: "frame", frame });
          if (scheduler.count() > 0) await scheduler.waitNext(1);
        }
        for (const frame of wire.splice(0)) store.dispatch({ type: "frame", frame });
        await scheduler.waitFor(Promise.all(calls));
        await scheduler.waitFor(reader.catchUp());

        const { messages, readFrom, hasOlder } = store.state.value;
        const truth = server.list().filter(({ id }) => !hasOlder || readFrom === null || id >= readFrom);
        expect(messages.map((message) => message.id)).toEqual(truth.map((message) => message.id));
        expect(messages.map(({ state, text, reactions }) => ({ state, text, reactions }))).toEqual(
          truth.map(({ state, text, reactions }) => ({ state, text, reactions })),
        );
        expect(hasOlder).toBe(truth.length < server.list().length);
      },
    ),
    { numRuns: 500 },
  );
});

test("scrolling up to the end brings everything that was ever said", async () => {
  const server = new ModelChatServer();
  for (let n = 0; n < 25; n++) server.say(buildMessage({ id: buildId(start + n * 1000, n) }));
  const store = makeChatStore(noOutbox);
  const reader = new Reader(store, (part) => Promise.resolve(server.read(part)), limits);
  await reader.catchUp();
  expect(store.state.value.messages).toHaveLength(limits.newest);
  while (store.state.value.hasOlder) await reader.readOlder();
  expect(store.state.value.messages).toEqual(server.list());
});

test("who was away too long starts again at the newest and keeps no hole", async () => {
  const server = new ModelChatServer();
  const store = makeChatStore(noOutbox);
  const reader = new Reader(store, (part) => Promise.resolve(server.read(part)), limits);
  server.say(buildMessage({ id: buildId(start) }));
  await reader.catchUp();
  for (let n = 1; n < 60; n++) server.say(buildMessage({ id: buildId(start + n * 60_000, n) }));
  await reader.catchUp();
  const { messages, hasOlder } = store.state.value;
  expect(messages).toEqual(server.list().slice(-limits.newest));
  expect(hasOlder).toBe(true);
});

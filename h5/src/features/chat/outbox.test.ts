import { afterEach, expect, test } from "vitest";
import { forgetAll, writeStored } from "../../app/storage.ts";
import { makeChatStore } from "./chat-store.ts";
import type { Line } from "./line.ts";
import { openOutbox } from "./outbox.ts";

const line = (key: string, part: Partial<Line> = {}): Line => ({
  key,
  text: "还在吗",
  replyTo: null,
  mentions: [],
  picture: null,
  preview: null,
  progress: null,
  state: "waiting",
  trouble: "offline",
  isRekeyed: false,
  ...part,
});

afterEach(forgetAll);

test("a line that was on its way is there again after a reload, with its key", () => {
  makeChatStore(openOutbox("g1")).dispatch({ type: "line.added", line: line("k1") });
  const again = makeChatStore(openOutbox("g1"));
  expect(again.state.value.lines).toMatchObject([{ key: "k1", text: "还在吗", state: "sending" }]);
});

test("each group has its own, and what was confirmed or dropped is gone", () => {
  const store = makeChatStore(openOutbox("g1"));
  store.dispatch({ type: "line.added", line: line("k1") });
  store.dispatch({ type: "line.added", line: line("k2") });
  store.dispatch({ type: "line.dropped", key: "k1" });
  expect(
    openOutbox("g1")
      .read()
      .map(({ key }) => key),
  ).toEqual(["k2"]);
  expect(openOutbox("g2").read()).toEqual([]);
});

test("two tabs do not write over each other's lines", () => {
  const one = makeChatStore(openOutbox("g1"));
  const two = makeChatStore(openOutbox("g1"));
  one.dispatch({ type: "line.added", line: line("k1") });
  two.dispatch({ type: "line.added", line: line("k2") });
  one.dispatch({ type: "line.dropped", key: "k1" });
  expect(
    openOutbox("g1")
      .read()
      .map(({ key }) => key),
  ).toEqual(["k2"]);
});

test("a refused line stays refused, a picture that was not uploaded is not kept, and rubbish is passed over", () => {
  const store = makeChatStore(openOutbox("g1"));
  const preview = { src: "data:,", width: 1, height: 1 };
  store.dispatch({ type: "line.added", line: line("k1", { state: "failed", trouble: null }) });
  store.dispatch({ type: "line.added", line: line("k2", { preview }) });
  writeStored("out.g1.k3", "{half");
  expect(openOutbox("g1").read()).toMatchObject([{ key: "k1", state: "failed" }]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import type { GroupHead } from "../../../../contract/joining.ts";
import type { ProblemCode } from "../../../../contract/problems.ts";
import { buildId, buildMessage } from "../../../../test/h5/build-message.ts";
import { NoAnswer, Refusal } from "../../app/problem.ts";
import { emptyChat } from "./chat-state.ts";
import { decideAfterFailure } from "./decide-after-failure.ts";
import { checkPicture, fitPicture, formatMegabytes, pictureLimitBytes } from "./picture-size.ts";
import { applyReaction, toggleReaction } from "./reaction.ts";
import { retryDelayMs } from "./retry-delay.ts";
import { findSilence } from "./silence.ts";
import { TickWatch } from "./tick-watch.ts";

const refusal = (code: ProblemCode, retryAfterMs: number | null = null) =>
  new Refusal({ code, detail: {}, requestId: "" }, retryAfterMs);

const calm = { line: { isRekeyed: false }, attempt: 0, busyCount: 0, chance: 0 };

test.each([
  [new NoAnswer(), 0, "wait"],
  [refusal("message.clock"), 0, "rekey"],
  [refusal("message.too_fast"), 0, "slow"],
  [refusal("request.too_many"), 3, "slow"],
  [refusal("request.in_progress"), 0, "slow"],
  [refusal("system.unavailable"), 7, "slow"],
  [refusal("system.unavailable"), 8, "fail"],
  [refusal("message.muted"), 0, "fail"],
  [refusal("request.key_reused"), 0, "fail"],
])("after %s at attempt %i the line's next step is %s", (error, attempt, next) => {
  expect(decideAfterFailure(error, { ...calm, attempt, busyCount: attempt }).next).toBe(next);
});

test("waits exactly as long as the server asks", () => {
  expect(decideAfterFailure(refusal("request.too_many", 7000), { ...calm, chance: 0.5 })).toEqual({
    next: "slow",
    delayMs: 7000,
  });
});

test("a second wrong time is the author's to know", () => {
  const decision = decideAfterFailure(refusal("message.clock"), { ...calm, line: { isRekeyed: true } });
  expect(decision.next).toBe("fail");
});

test("a bug is not mistaken for a refusal", () => {
  const bug = new TypeError("x is not a function");
  expect(() => decideAfterFailure(bug, calm)).toThrow(bug);
});

test("retries spread out, grow, and never wait longer than 20 s", () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
      const delay = retryDelayMs(attempt, chance);
      expect(delay).toBeGreaterThanOrEqual(300);
      expect(delay).toBeLessThanOrEqual(20_000);
      expect(retryDelayMs(attempt + 1, chance)).toBeGreaterThanOrEqual(delay);
    }),
  );
});

test("a tap on an emoji adds mine, a second takes it back", () => {
  const message = buildMessage({ reactions: [{ emoji: "👍", count: 2, mine: false }] });
  const once = applyReaction(message, toggleReaction(message, "👍"));
  expect(once.reactions).toEqual([{ emoji: "👍", count: 3, mine: true }]);
  expect(applyReaction(once, toggleReaction(once, "👍")).reactions).toEqual(message.reactions);
  const alone = applyReaction(buildMessage(), toggleReaction(buildMessage(), "🎉"));
  expect(applyReaction(alone, toggleReaction(alone, "🎉")).reactions).toEqual([]);
});

test("another's reaction does not become mine", () => {
  const message = buildMessage({ reactions: [{ emoji: "👍", count: 1, mine: true }] });
  const next = applyReaction(message, { emoji: "👍", count: 2, on: true, isMine: false });
  expect(next.reactions).toEqual([{ emoji: "👍", count: 2, mine: true }]);
});

test("a picture's place is known before it is loaded, never larger than its box", () => {
  expect(fitPicture({ width: 4000, height: 3000 })).toEqual({ width: 220, height: 165 });
  expect(fitPicture({ width: 1000, height: 9000 })).toEqual({ width: 72, height: 280 });
  fc.assert(
    fc.property(fc.nat(20_000), fc.nat(20_000), (width, height) => {
      const fit = fitPicture({ width, height });
      expect(fit.width).toBeLessThanOrEqual(220);
      expect(fit.height).toBeLessThanOrEqual(280);
      expect(Math.min(fit.width, fit.height)).toBeGreaterThanOrEqual(72);
    }),
  );
});

test.each([
  ["image/jpeg", 1, null],
  ["image/png", pictureLimitBytes, null],
  ["image/png", pictureLimitBytes + 1, "size"],
  ["image/svg+xml", 1, "type"],
  ["", 1, "type"],
])("a file of type %s with %i bytes: %s", (type, size, fault) => {
  expect(checkPicture({ type, size })).toBe(fault);
});

test("writes sizes as people read them", () => {
  expect(formatMegabytes(pictureLimitBytes)).toBe("10 MB");
  expect(formatMegabytes(52_428_801)).toBe("50.0 MB");
});

test("says what keeps me from writing, the most lasting first", () => {
  const now = Date.UTC(2026, 10, 24);
  const head = (state: GroupHead["state"], mutedUntil: string | null, readOnly: boolean) =>
    ({ state, me: { mutedUntil, readOnly } }) as Pick<GroupHead, "state" | "me">;
  expect(findSilence(head("open", null, false), now)).toBeNull();
  expect(findSilence(head("open", "2026-11-24T00:10:00.000Z", false), now)).toEqual({
    kind: "muted",
    until: now + 600_000,
  });
  expect(findSilence(head("open", "2026-11-23T23:59:59.000Z", false), now)).toBeNull();
  expect(findSilence(head("open", "2026-11-24T00:10:00.000Z", true), now)).toEqual({ kind: "read_only" });
  expect(findSilence(head("paused", null, true), now)).toEqual({ kind: "paused" });
  expect(findSilence(head("archived", null, true), now)).toEqual({ kind: "archived" });
});

test("a tick asks for a reading when its message never came, and once only when it is not for me", () => {
  const known = buildId(1000, 1);
  const state = { ...emptyChat, isLoaded: true, readTo: known, messages: [buildMessage({ id: known })] };
  const watch = new TickWatch();
  expect(watch.wantsReading(state, known, 0)).toBe(false);
  expect(watch.wantsReading(state, null, 0)).toBe(false);
  const unknown = buildId(2000, 2);
  expect(watch.wantsReading(state, unknown, 0)).toBe(true);
  // The reading failed: ask again.
  expect(watch.wantsReading(state, unknown, 20_000)).toBe(true);
  watch.noteReading(20_100);
  expect(watch.wantsReading(state, unknown, 40_000)).toBe(false);
});

test("what came by frames alone is read again after a while", () => {
  const first = buildId(1000, 1);
  const second = buildId(2000, 2);
  const messages = [buildMessage({ id: first }), buildMessage({ id: second })];
  const watch = new TickWatch();
  watch.noteReading(0);
  const state = { ...emptyChat, isLoaded: true, readTo: first, messages };
  expect(watch.wantsReading(state, second, 60_000)).toBe(false);
  expect(watch.wantsReading(state, second, 121_000)).toBe(true);
  expect(watch.wantsReading({ ...state, readTo: second }, second, 121_000)).toBe(false);
});

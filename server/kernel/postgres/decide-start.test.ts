import fc from "fast-check";
import { expect, test } from "vitest";
import { allows, parseAccount } from "./choose-account.ts";
import { decideStart, nextPauseMs, type Sight, type StartStep } from "./decide-start.ts";
import { parsePostmasterFile } from "./postmaster-pid.ts";

const running: Sight = { lock: "running", status: "ready", isKept: true, waitedMs: 0 };

test.each<[string, Partial<Sight>, StartStep]>([
  ["nothing runs", { lock: "none" }, "launch"],
  ["a lock is left of one that is gone", { lock: "stale" }, "release_lock"],
  ["one is ready and kept", {}, "reuse"],
  ["one is starting", { status: "starting" }, "wait"],
  ["one is stopping", { status: "stopping", isKept: false }, "wait"],
  ["its keeper has just died, so its guard is stopping it", { isKept: false, waitedMs: 100 }, "wait"],
  ["its keeper died and nobody stops it", { isKept: false, waitedMs: 4_000 }, "adopt"],
  ["it never becomes ready", { status: "starting", waitedMs: 200_000 }, "give_up"],
])("when %s, %o leads to %s", (_when, sight, step) => {
  expect(decideStart({ ...running, ...sight })).toBe(step);
});

test("a second postmaster is never launched while one runs", () => {
  const sights = fc.record({
    lock: fc.constant("running" as const),
    status: fc.constantFrom("starting" as const, "ready" as const, "stopping" as const),
    isKept: fc.boolean(),
    waitedMs: fc.nat(),
  });
  fc.assert(fc.property(sights, (sight) => !["launch", "release_lock"].includes(decideStart(sight))));
});

test("pauses grow and never exceed five seconds", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), (attempt) => {
      expect(nextPauseMs(attempt + 1)).toBeGreaterThanOrEqual(nextPauseMs(attempt));
      expect(nextPauseMs(attempt)).toBeLessThanOrEqual(5_000);
    }),
  );
});

test("a lock file is read by its lines, and half of one is no postmaster or one that is starting", () => {
  const whole = "4711\n/data\n1700000000\n5432\n/tmp/q\n\n  1 2\nready   \n";
  expect(parsePostmasterFile(whole)).toEqual({
    pid: 4711,
    port: 5432,
    socketDir: "/tmp/q",
    status: "ready",
  });
  expect(parsePostmasterFile(whole.replace("ready   ", "stopping"))?.status).toBe("stopping");
  expect(parsePostmasterFile("4711\n/data\n")?.status).toBe("starting");
  expect(parsePostmasterFile("-4711\n/data\n")?.pid).toBe(4711);
  expect(parsePostmasterFile("")).toBeUndefined();
  expect(parsePostmasterFile("rubbish\n")).toBeUndefined();
});

test("root picks an account from /etc/passwd by its whole name, never root itself", () => {
  const passwd = "root:x:0:0::/root:/bin/sh\npostgres2:x:9:9::/:/bin/sh\npostgres:x:101:104:PG:/var:/bin/bash\n";
  expect(parseAccount(passwd, "postgres")).toEqual({ uid: 101, gid: 104 });
  expect(parseAccount(passwd, "nobody")).toBeUndefined();
  expect(parseAccount(passwd, "root")).toBeUndefined();
});

test("a mode counts for the owner, else the group, else everyone", () => {
  const account = { uid: 5, gid: 6 };
  expect(allows({ mode: 0o40700, uid: 5, gid: 0 }, account, 0o1)).toBe(true);
  expect(allows({ mode: 0o40700, uid: 0, gid: 6 }, account, 0o1)).toBe(false);
  expect(allows({ mode: 0o40750, uid: 0, gid: 6 }, account, 0o5)).toBe(true);
  expect(allows({ mode: 0o40077, uid: 5, gid: 6 }, account, 0o1)).toBe(false);
  expect(allows({ mode: 0o40755, uid: 0, gid: 0 }, account, 0o5)).toBe(true);
});

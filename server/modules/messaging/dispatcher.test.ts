/** What leaves: claimed once, called once, and ended in one final state, whoever dies on the way. */
import { sql } from "kysely";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ActionId, GroupId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import { createContext } from "../../kernel/create-context.ts";
import { openDatabase } from "../../kernel/database.ts";
import { shardOf } from "../../kernel/shard.ts";
import { buildGroup, buildMembership } from "../groups/build.ts";
import { endMembership } from "../groups/index.ts";
import { buildOrg } from "../org/build.ts";
import type { PlannedAction } from "./action.ts";
import { buildPlanned, planOne, readAction, ScriptedCarrier } from "./build.ts";
import { registerCarrier } from "./carriers.ts";
import { carryOut } from "./carry-out.ts";
import { Dispatcher } from "./dispatcher.ts";
import { amendAction, listeners, planActions } from "./index.ts";
import { sweep } from "./resolve-unknown.ts";
import { claimDue } from "./store/actions.ts";
import { updateSending } from "./update-sending.ts";
import { commitCarrier } from "./build-commit-carrier.ts";

const { ctx, parts, clock, ctxAs, url } = await openTestContext({ listeners });
const options = { ctx, ctxFor: () => ctx, resendBlindly: false };
const dispatcher = new Dispatcher(options);
let carrier: ScriptedCarrier;
let groupId: GroupId;
let web: GroupId;

beforeAll(async () => {
  await buildOrg(ctx);
  registerCarrier(commitCarrier);
});
beforeEach(async () => {
  use(new ScriptedCarrier());
  groupId = (await buildGroup(ctx, { carrier: "fake" })).id;
  web = (await buildGroup(ctx)).id;
});
afterEach(async () => {
  // Nothing of one test may be carried out by the next.
  await sql`delete from actions`.execute(ctx.db);
  await sql`delete from sending_settings`.execute(ctx.db);
});

function use(scripted: ScriptedCarrier): ScriptedCarrier {
  carrier = scripted;
  registerCarrier(carrier.carrier);
  return carrier;
}

const plan = (change: Partial<PlannedAction> = {}): Promise<ActionId> => planOne(ctx, { groupId, ...change });

describe("one effect per key", () => {
  test("two dispatchers on one database carry out 500 actions, each once", async () => {
    const other = openDatabase({ url, max: 12, log: parts.log });
    const elsewhere = createContext({ ...parts, db: other.db }, { org: ctx.org, actor: ctx.actor });
    try {
      const planned = Array.from({ length: 500 }, (_, index) =>
        buildPlanned(ctx, { groupId: index % 2 ? groupId : web, isAutomatic: false, key: `race/${index}` }),
      );
      await ctx.transaction((tx) => planActions(tx, planned));
      const rival = new Dispatcher({ ...options, ctx: elsewhere, ctxFor: () => elsewhere, claimRows: 7 });
      await Promise.all([dispatcher.runDue(), rival.runDue(), dispatcher.runDue()]);

      const { rows } = await sql<{ state: string; count: number }>`
        select state, count(*)::int as count from actions group by 1`.execute(ctx.db);
      expect(rows).toEqual([{ state: "sent", count: 500 }]);
      expect(carrier.effects.size).toBe(250);
      expect(carrier.doubled()).toEqual([]);
      const said = await sql<{ count: number }>`
        select count(*)::int as count from messages where group_id = any(${[groupId, web]}::uuid[])`.execute(ctx.db);
      expect(said.rows).toEqual([{ count: 500 }]);
    } finally {
      await other.close();
    }
  });

  test("a key that is planned again after it was sent is not new", async () => {
    const planned = buildPlanned(ctx, { groupId, isAutomatic: false });
    const again = async () => (await ctx.transaction((tx) => planActions(tx, [planned]))).size;
    expect(await again()).toBe(1);
    await dispatcher.runDue();
    expect(await again()).toBe(0);
    await dispatcher.runDue();
    expect(carrier.calls).toBe(1);
  });

  test("twenty who plan the same key at once make one action", async () => {
    const planned = buildPlanned(ctx, { groupId, isAutomatic: false });
    const made = await Promise.all(
      Array.from({ length: 20 }, () => ctx.transaction((tx) => planActions(tx, [planned]))),
    );
    expect(made.reduce((sum, fresh) => sum + fresh.size, 0)).toBe(1);
  });
});

describe("a worker that dies or sleeps", () => {
  const claim = async () => {
    const shard = shardOf(groupId);
    const lease = ctx.ids.next<string>();
    const actions = await claimDue(ctx, { shard, lease, limit: 100, now: clock.now() });
    return { actions, claim: { shard, lease, claimedAtMs: clock.monotonicMs() } };
  };

  test("what it had claimed and not begun is taken back after ten seconds and sent once", async () => {
    const id = await plan({ isAutomatic: false });
    await claim();
    clock.advance(9_000);
    await sweep(ctx, options);
    expect((await readAction(ctx, id)).state).toBe("due");
    clock.advance(2_000);
    await sweep(ctx, options);
    await dispatcher.runDue();
    expect(await readAction(ctx, id)).toMatchObject({ state: "sent" });
    expect(carrier.effects.get(id)).toBe(1);
  });

  test("it wakes up after its lease and calls nobody any more", async () => {
    const id = await plan({ isAutomatic: false });
    const mine = await claim();
    clock.advance(31_000);
    await carryOut(ctx, mine.claim, mine.actions);
    expect(carrier.calls).toBe(0);
    expect(await readAction(ctx, id)).toMatchObject({ state: "planned" });
  });

  test("it wakes up when another has sent what it held, and changes nothing", async () => {
    const id = await plan({ isAutomatic: false });
    const mine = await claim();
    clock.advance(11_000);
    await sweep(ctx, options);
    await dispatcher.runDue();
    const after = await readAction(ctx, id);
    await carryOut(ctx, mine.claim, mine.actions);
    expect(carrier.calls).toBe(1);
    expect(await readAction(ctx, id)).toEqual(after);
  });

  test("the answer to a call that was given up comes too late to be believed twice", async () => {
    const id = await plan({ isAutomatic: false });
    const answer = Promise.withResolvers<"sent">();
    carrier.step = () => answer.promise;
    const running = dispatcher.runDue();
    await expect.poll(async () => (await readAction(ctx, id)).state).toBe("sending");
    clock.advance(14_000);
    await sweep(ctx, options);
    expect((await readAction(ctx, id)).state).toBe("unknown");
    answer.resolve("sent");
    await running;
    expect((await readAction(ctx, id)).state).toBe("unknown");
    clock.advance(93_000);
    await sweep(ctx, options);
    expect(await readAction(ctx, id)).toMatchObject({ state: "sent" });
    expect(carrier.effects.get(id)).toBe(1);
  });
});

describe("what a call may answer", () => {
  test("refused is failed, with the carrier's own words, and is not tried again", async () => {
    carrier.step = () => "refused";
    const id = await plan({ isAutomatic: false });
    await dispatcher.runDue();
    clock.advance(3_600_000);
    await dispatcher.runDue();
    expect(await readAction(ctx, id)).toMatchObject({ state: "failed", reason: "40001 not allowed" });
    expect(carrier.calls).toBe(1);
  });

  test("one that certainly never arrived is planned again, later each time, and fails after eight", async () => {
    carrier.step = () => "unreachable";
    const id = await plan({ isAutomatic: false });
    await dispatcher.runDue();
    const first = await readAction(ctx, id);
    expect(first).toMatchObject({ state: "planned", attempts: 1, reason: "no route" });
    expect(first.dueAt.getTime()).toBeGreaterThanOrEqual(clock.now().getTime() + 1_000);
    for (let attempt = 0; attempt < 10; attempt++) {
      clock.advance(300_000);
      await dispatcher.runDue();
    }
    expect(await readAction(ctx, id)).toMatchObject({ state: "failed", attempts: 8, reason: "no route" });
  });

  test("a broken call is unknown and is asked about only after its timeout and a minute and a half", async () => {
    carrier.step = () => "lost_answer";
    const id = await plan({ isAutomatic: false });
    await dispatcher.runDue();
    clock.advance(92_000);
    await sweep(ctx, options);
    expect(carrier.asked).toEqual([]);
    expect((await readAction(ctx, id)).state).toBe("unknown");
    clock.advance(2_000);
    await sweep(ctx, options);
    expect(await readAction(ctx, id)).toMatchObject({ state: "sent" });
    expect([carrier.calls, carrier.effects.get(id)]).toEqual([1, 1]);
  });

  test("a carrier that has fallen silent is asked a few things a round, and everything once it speaks", async () => {
    carrier.step = () => "lost_answer";
    const planned = Array.from({ length: 80 }, (_, i) =>
      buildPlanned(ctx, { groupId, isAutomatic: false, key: `q/${i}` }),
    );
    await ctx.transaction((tx) => planActions(tx, planned));
    await dispatcher.runDue();
    clock.advance(94_000);
    carrier.isSilent = () => true;
    await sweep(ctx, options);
    expect(carrier.asked.length).toBeLessThan(40);
    const [stuck] = carrier.asked;
    carrier.isSilent = (key) => key === stuck;
    carrier.asked.length = 0;
    await sweep(ctx, options);
    expect(new Set(carrier.asked).size).toBe(80);
  });

  test("what the carrier has never seen is sent again", async () => {
    carrier.step = (_parcel, call) => (call === 1 ? "lost_request" : "sent");
    const id = await plan({ isAutomatic: false });
    await dispatcher.runDue();
    clock.advance(94_000);
    await sweep(ctx, options);
    await dispatcher.runDue();
    expect(await readAction(ctx, id)).toMatchObject({ state: "sent", attempts: 2 });
    expect(carrier.effects.get(id)).toBe(1);
  });

  test("what nobody can tell stays unknown and becomes one task, however often it is looked at", async () => {
    use(new ScriptedCarrier({ unknown: "opaque" })).step = () => "lost_answer";
    const id = await plan({ isAutomatic: false });
    await dispatcher.runDue();
    for (let look = 0; look < 3; look++) {
      clock.advance(200_000);
      await sweep(ctx, options);
      await dispatcher.runDue();
    }
    expect(await readAction(ctx, id)).toMatchObject({ state: "unknown" });
    expect(carrier.calls).toBe(1);
    const tasks = await sql<{ kind: string }>`select kind from tasks where action_id = ${id}`.execute(ctx.db);
    expect(tasks.rows).toEqual([{ kind: "unknown_send" }]);
  });

  test("quiet hours and caps cannot turn a send that may have arrived into one that was skipped", async () => {
    use(new ScriptedCarrier({ unknown: "idempotent" })).step = (_parcel, call) => (call === 1 ? "lost_answer" : "sent");
    const id = await plan();
    await updateSending(ctx, { groupDayCap: 1 });
    await dispatcher.runDue();
    await updateSending(ctx, { quietFrom: "00:00", quietUntil: "23:59", quietFallback: "skip" });
    clock.advance(1_000);
    await sweep(ctx, options);
    await dispatcher.runDue();
    expect(await readAction(ctx, id)).toMatchObject({ state: "sent" });
  });

  test("a repeat that would come after its time is not sent: a person is asked", async () => {
    use(new ScriptedCarrier({ unknown: "idempotent" })).step = () => "lost_answer";
    const id = await plan({ isAutomatic: false, expiresAt: new Date(clock.now().getTime() + 60_000) });
    await dispatcher.runDue();
    clock.advance(3 * 3_600_000);
    await sweep(ctx, options);
    await dispatcher.runDue();
    expect(await readAction(ctx, id)).toMatchObject({ state: "unknown" });
    expect(carrier.calls).toBe(1);
  });

  test("an attempt whose worker died is closed as unknown, not under way for ever", async () => {
    const id = await plan({ isAutomatic: false });
    const never = Promise.withResolvers<"sent">();
    carrier.step = () => never.promise;
    const running = dispatcher.runDue();
    await expect.poll(async () => (await readAction(ctx, id)).state).toBe("sending");
    clock.advance(14_000);
    await sweep(ctx, options);
    const { rows } = await sql<{ result: string; finished: boolean }>`
      select s.result, s.finished_at is not null as finished from sends s join action_sends x on x.send_id = s.id
      where x.action_id = ${id}`.execute(ctx.db);
    expect(rows).toEqual([{ result: "unknown", finished: true }]);
    never.resolve("sent");
    await running;
  });
});

describe("one bad action", () => {
  test("does not keep the others of its batch from leaving", async () => {
    const bad = await plan({ kind: "withdraw", groupId: web, body: {}, isAutomatic: false });
    const good = await Promise.all([1, 2, 3].map(() => plan({ groupId: web, isAutomatic: false })));
    for (let round = 0; round < 9; round++) {
      await dispatcher.runDue();
      clock.advance(600_000);
    }
    for (const id of good) expect(await readAction(ctx, id)).toMatchObject({ state: "sent" });
    expect(await readAction(ctx, bad)).toMatchObject({ state: "failed" });
  });

  test("whose effect is refused by our own records has failed at once, with the refusal's code", async () => {
    const full = (await buildGroup(ctx, { capacity: 2 })).id;
    const removed = await buildMembership(ctx, { groupId: full });
    await ctx.transaction((tx) => endMembership(tx, { groupId: full, memberId: removed, how: "removed" }));
    for (const _ of [1, 2]) await buildMembership(ctx, { groupId: full });
    const id = await plan({ kind: "readmit", groupId: full, memberId: removed, isAutomatic: false });
    await dispatcher.runDue();
    expect(await readAction(ctx, id)).toMatchObject({ state: "failed", reason: "group.full" });
  });

  test("that is unknown and cannot be settled does not keep the others from being asked about", async () => {
    carrier.step = () => "lost_answer";
    const bad = await plan({ kind: "withdraw", body: {}, isAutomatic: false });
    const good = await plan({ isAutomatic: false });
    await dispatcher.runDue();
    clock.advance(94_000);
    await sweep(ctx, options);
    expect(await readAction(ctx, good)).toMatchObject({ state: "sent" });
    expect(await readAction(ctx, bad)).not.toMatchObject({ state: "unknown" });
  });
});

describe("the plan", () => {
  test("is changed until it is claimed, and not afterwards", async () => {
    const id = await plan({ groupId: web, isAutomatic: false });
    const target = { id, shard: shardOf(web) };
    const amend = (text: string) =>
      ctx.transaction((tx) => amendAction(tx, target, (body) => ({ ...body, text: `${body.text}，${text}` })));
    expect(await amend("带上狗")).toBe(true);
    await dispatcher.runDue();
    expect(await amend("带上猫")).toBe(false);
    const { rows } = await sql<{ text: string }>`select text from messages where group_id = ${web}`.execute(ctx.db);
    expect(rows).toEqual([{ text: "今晚八点见，带上狗" }]);
  });

  test("of another org is out of reach", async () => {
    const id = await plan({ groupId: web, isAutomatic: false, dueAt: new Date(clock.now().getTime() + 60_000) });
    const stranger = ctxAs({ org: parts.ids.next() });
    const amended = await stranger.transaction((tx) =>
      amendAction(tx, { id, shard: shardOf(web) }, () => ({ text: "改掉" })),
    );
    expect(amended).toBe(false);
  });

  test("what the carrier cannot do is written down as skipped", async () => {
    use(new ScriptedCarrier({ capability: "none" }));
    const id = await plan({ isAutomatic: false });
    await dispatcher.runDue();
    expect(await readAction(ctx, id)).toMatchObject({ state: "skipped", reason: "not_supported" });
    expect(carrier.calls).toBe(0);
  });
});

describe("the carrier's quota", () => {
  test("is spent by calls alone, and what does not fit waits for the next minute", async () => {
    use(new ScriptedCarrier({ perMinute: 3 }));
    await updateSending(ctx, { paused: true, quietFrom: "00:00", quietUntil: "00:00" });
    const ids = await Promise.all([1, 2, 3, 4, 5].map(() => plan()));
    for (let look = 0; look < 5; look++) {
      await dispatcher.runDue();
      clock.advance(2_500);
    }
    expect(carrier.calls).toBe(0);
    await updateSending(ctx, { paused: false });
    await dispatcher.runDue();
    expect(carrier.calls).toBe(3);
    const waiting = (await Promise.all(ids.map((id) => readAction(ctx, id)))).filter((a) => a.state === "planned");
    expect(waiting.map((action) => action.reason)).toEqual(["carrier_quota", "carrier_quota"]);
    clock.advance(60_000);
    await dispatcher.runDue();
    expect(carrier.calls).toBe(5);
  });
});

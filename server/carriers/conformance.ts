/**
 * What every carrier promises, as one suite that each of them passes. A promise that a carrier cannot be asked
 * for is left out with a reason that stands in its table.
 */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ActionId } from "../../contract/ids.ts";
import { ActionKind } from "../../contract/messaging.ts";
import { CarrierStage } from "../../test/harness/carrier-stage.ts";
import { openTestContext, type TestContext } from "../../test/harness/context.ts";
import { listeners, planActions, registerCarrier, type Carrier } from "../modules/messaging/index.ts";
import { buildOrg } from "../modules/org/build.ts";
import { closeTask } from "../modules/tasks/close-task.ts";

/** How the suite brings about what no ordinary use does. */
export interface UnderTest {
  readonly carrier: Carrier;
  /** How often an action took effect on the carrier's own side. */
  readonly countEffects: (actionId: ActionId, stage: CarrierStage) => Promise<number>;
  /** A text that it refuses, and its own words for that. */
  readonly refused: { readonly text: string; readonly answer: string } | Skip;
  /** Makes it certain that no call arrives, until `end` is called. */
  readonly cutOff: { readonly begin: () => Promise<{ readonly end: () => Promise<void> }> } | Skip;
  /** A text that takes effect while the answer is lost. */
  readonly unanswered: { readonly text: string } | Skip;
  /** A kind that it leaves to staff. */
  readonly byHand: { readonly kind: ActionKind } | Skip;
}

/** A promise that does not apply, and why. */
export interface Skip {
  readonly skip: string;
}

/** A promise that a carrier cannot be held to is kept by saying why. */
function assertReason(reason: string): void {
  if (reason.trim() === "") throw new Error("what does not concern a carrier says why");
}

const isSkip = (value: object): value is Skip => "skip" in value;

/** Longer than a call's timeout and the time that a queryable carrier is left alone after it. */
const askedAfterMs = 100_000;

interface Suite {
  readonly context: TestContext;
  readonly of: () => UnderTest;
  /** A group of its own for each test. */
  readonly stage: () => CarrierStage;
}

/** Runs the suite. `open` is called once, before the first test. */
export function conform(name: string, open: () => Promise<UnderTest>): void {
  describe(`the carrier ${name}`, async () => {
    const context = await openTestContext({ listeners });
    const now: { it?: UnderTest; stage?: CarrierStage } = {};
    beforeAll(async () => {
      now.it = await open();
      registerCarrier(now.it.carrier);
      await buildOrg(context.ctx);
    });
    beforeEach(async () => {
      now.stage = await CarrierStage.open(context, present(now.it).carrier);
    });
    const suite: Suite = { context, of: () => present(now.it), stage: () => present(now.stage) };
    promiseKinds(suite);
    promiseOneEffect(suite);
    promiseHonestFailure(suite);
    promiseHandwork(suite);
  });
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the suite has not begun");
  return value;
}

const afterDispatch = {
  auto: { state: "sent", isDone: true, tasks: 0 },
  confirm: { state: "awaiting_staff", isDone: false, tasks: 0 },
  manual: { state: "awaiting_staff", isDone: false, tasks: 1 },
  none: { state: "skipped", isDone: false, tasks: 0 },
} as const;

function promiseKinds({ of, stage }: Suite): void {
  test.for(ActionKind.options)("does with %s what it declares, and says nothing is done before it is", async (kind) => {
    const { body, isDone } = await stage().prepare(kind);
    expect(await isDone()).toBe(false);
    const id = await stage().plan(kind, body);
    const { state } = await stage().run(id);
    const tasks = (await stage().openTasks(id)).length;
    expect({ state, isDone: await isDone(), tasks }).toEqual(afterDispatch[of().carrier.capabilities[kind]]);
  });

  test("what it cannot do is written down as skipped when it is planned", async () => {
    const { carrier, countEffects } = of();
    registerCarrier({ ...carrier, capabilities: { ...carrier.capabilities, post: "none" } });
    try {
      const id = await stage().plan("post", { text: "说不了" });
      expect(await stage().read(id)).toMatchObject({ state: "skipped", reason: "not_supported" });
      expect(await stage().run(id)).toMatchObject({ state: "skipped", reason: "not_supported" });
      expect(await countEffects(id, stage())).toBe(0);
    } finally {
      registerCarrier(carrier);
    }
  });
}

function promiseOneEffect({ context, of, stage }: Suite): void {
  test("a post appears once among the group's messages, however often the dispatcher runs", async () => {
    const id = await stage().plan("post", { text: "今晚八点见" });
    for (let round = 0; round < 4; round++) {
      await stage().run(id);
      await stage().later(200_000, id);
    }
    expect(await stage().texts()).toEqual(["今晚八点见"]);
    expect(await of().countEffects(id, stage())).toBe(1);
  });

  test("a key that is planned twice has one effect", async () => {
    const { ctx } = context;
    const planned = {
      key: `twice/${ctx.ids.next()}`,
      kind: "post",
      cause: { kind: "broadcast", id: "b1" },
      groupId: stage().groupId,
      body: { text: "只说一次" },
      dueAt: ctx.clock.now(),
      isAutomatic: false,
    } as const;
    const plan = () => ctx.transaction((tx) => planActions(tx, [planned]));
    const [id] = (await plan()).values();
    if (!id) throw new Error("a new key is new");
    await stage().run(id);
    expect(await plan()).toEqual(new Map());
    await stage().run(id);
    expect(await stage().texts()).toEqual(["只说一次"]);
    expect(await of().countEffects(id, stage())).toBe(1);
  });
}

function promiseHonestFailure({ of, stage }: Suite): void {
  test("what it refuses has failed, with its own words, and stands nowhere as said", async () => {
    const { refused } = of();
    if (isSkip(refused)) return assertReason(refused.skip);
    const id = await stage().plan("post", { text: refused.text });
    expect(await stage().run(id)).toMatchObject({ state: "failed", reason: refused.answer });
    expect(await stage().later(askedAfterMs, id)).toMatchObject({ state: "failed", attempts: 1 });
    expect(await stage().texts()).toEqual([]);
  });

  test("what certainly never arrived is planned again, and arrives once when it can", async () => {
    const { cutOff, countEffects } = of();
    if (isSkip(cutOff)) return assertReason(cutOff.skip);
    const { end } = await cutOff.begin();
    const id = await stage().plan("post", { text: "等你回来" });
    expect(await stage().run(id)).toMatchObject({ state: "planned", attempts: 1 });
    await end();
    expect(await stage().later(5_000, id)).toMatchObject({ state: "sent", attempts: 2 });
    expect(await countEffects(id, stage())).toBe(1);
  });

  test("an outcome that nobody heard is settled as it declares, with one effect", async () => {
    const { carrier, unanswered, countEffects } = of();
    if (isSkip(unanswered)) return assertReason(unanswered.skip);
    const id = await stage().plan("post", { text: unanswered.text });
    expect((await stage().run(id)).state).toBe("unknown");
    const isOpaque = carrier.sending.how === "call" && carrier.sending.unknown.kind === "opaque";
    expect((await stage().later(askedAfterMs, id)).state).toBe(isOpaque ? "unknown" : "sent");
    expect(await stage().openTasks(id)).toHaveLength(isOpaque ? 1 : 0);
    expect(await stage().texts()).toEqual(isOpaque ? [] : [unanswered.text]);
    expect(await countEffects(id, stage())).toBe(1);
  });
}

function promiseHandwork({ context, of, stage }: Suite): void {
  test.for([
    { state: "done", ends: "confirmed" },
    { state: "dropped", ends: "cancelled" },
  ] as const)("what it leaves to staff is $ends when its task is $state", async ({ state, ends }) => {
    const { byHand, carrier } = of();
    expect(Object.values(carrier.capabilities).includes("manual")).toBe(!isSkip(byHand));
    if (isSkip(byHand)) return assertReason(byHand.skip);
    const { body, isDone } = await stage().prepare(byHand.kind);
    const id = await stage().plan(byHand.kind, body);
    await stage().run(id);
    for (const taskId of await stage().openTasks(id)) await closeTask(context.ctx, { taskId, state });
    expect(await stage().read(id)).toMatchObject({ state: ends });
    expect(await isDone()).toBe(state === "done");
  });
}

/** Whatever is planned, paused, cancelled, lost and swept in whatever order: every action ends, once. */
import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import type { ActionId } from "../../../contract/ids.ts";
import type { ActionState } from "../../../contract/messaging.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import { Problem } from "../../kernel/problem.ts";
import { buildGroup } from "../groups/build.ts";
import { buildOrg } from "../org/build.ts";
import { finalStates } from "./action.ts";
import { commitCarrier } from "./build-commit-carrier.ts";
import { planOne, readAction, ScriptedCarrier, type CallStep } from "./build.ts";
import { registerCarrier } from "./carriers.ts";
import { Dispatcher } from "./dispatcher.ts";
import { listeners } from "./index.ts";
import { cancelAction } from "./settle-action.ts";
import { updateSending } from "./update-sending.ts";

const { ctx, clock } = await openTestContext({ listeners });
beforeAll(async () => {
  await buildOrg(ctx);
  registerCarrier(commitCarrier);
});

type Step =
  | { readonly do: "plan"; readonly on: "web" | "fake"; readonly expiresIn: number | null }
  | { readonly do: "pause" | "unpause" | "sweep" | "run" }
  | { readonly do: "cancel"; readonly which: number }
  | { readonly do: "advance"; readonly seconds: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("plan"),
      on: fc.constantFrom("web", "fake"),
      expiresIn: fc.option(fc.integer({ min: 0, max: 900 })),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("run") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("sweep") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("pause", "unpause") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel"), which: fc.nat({ max: 30 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("advance"), seconds: fc.integer({ min: 1, max: 300 }) }) },
) as fc.Arbitrary<Step>;
const answers: fc.Arbitrary<CallStep[]> = fc.array(
  fc.constantFrom<CallStep[]>("sent", "sent", "refused", "lost_answer", "lost_request", "unreachable", "bug"),
  { maxLength: 12 },
);
const policy = fc.constantFrom("queryable" as const, "opaque" as const);

test("every action ends in exactly one final state, and never takes effect twice", { timeout: 60_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), answers, policy, playOut), {
    numRuns: 40,
  });
});

async function playOut(steps: readonly Step[], script: readonly CallStep[], unknown: "queryable" | "opaque") {
  const world = await openWorld(script, unknown);
  const ended = new Map<ActionId, ActionState>();
  for (const next of steps) {
    await play(world, next);
    await expectEndsStand(world.planned, ended);
  }
  await settleAll(world);
  await expectEndsStand(world.planned, ended);

  for (const id of world.planned) {
    const { state, finishedAt } = await readAction(ctx, id);
    const times = world.carrier.effects.get(id) ?? 0;
    expect(times).toBeLessThanOrEqual(1);
    if (unknown === "opaque" && state === "unknown") continue;
    expect(finalStates).toContain(state);
    expect(finishedAt).not.toBeNull();
    // Nothing is called sent that was not, and nothing that took effect is called anything else.
    expect(times === 1 ? state : "sent").toBe("sent");
  }
  const said = await sql<{ count: number }>`
    select count(*)::int as count from messages where group_id = any(${Object.values(world.groups)}::uuid[])`.execute(
    ctx.db,
  );
  const sent = await sql<{ count: number }>`select count(*)::int as count from actions where state = 'sent'`.execute(
    ctx.db,
  );
  expect(said.rows).toEqual(sent.rows);
}

interface World {
  readonly carrier: ScriptedCarrier;
  readonly dispatchers: readonly Dispatcher[];
  readonly groups: Readonly<Record<"web" | "fake", Awaited<ReturnType<typeof buildGroup>>["id"]>>;
  readonly planned: ActionId[];
}

async function openWorld(script: readonly CallStep[], unknown: "queryable" | "opaque"): Promise<World> {
  await sql`delete from actions`.execute(ctx.db);
  await updateSending(ctx, { paused: false, quietFrom: "00:00", quietUntil: "00:00", groupDayCap: 1_000 });
  const carrier = new ScriptedCarrier({ unknown });
  carrier.step = (_parcel, call) => script[call - 1] ?? "sent";
  registerCarrier(carrier.carrier);
  const options = { ctx, ctxFor: () => ctx, resendBlindly: false };
  return {
    carrier,
    dispatchers: [new Dispatcher(options), new Dispatcher(options)],
    groups: { web: (await buildGroup(ctx)).id, fake: (await buildGroup(ctx, { carrier: "fake" })).id },
    planned: [],
  };
}

async function play(world: World, next: Step): Promise<void> {
  const [one, two] = world.dispatchers;
  switch (next.do) {
    case "plan": {
      const expiresAt = next.expiresIn === null ? undefined : new Date(clock.now().getTime() + next.expiresIn * 1_000);
      world.planned.push(await planOne(ctx, { groupId: world.groups[next.on], expiresAt }));
      return;
    }
    case "pause":
    case "unpause":
      return void (await updateSending(ctx, { paused: next.do === "pause" }));
    case "run":
      return void (await Promise.all([one?.runDue(), two?.runDue()]));
    case "sweep":
      return void (await Promise.all([one?.sweep(), two?.sweep()]));
    case "advance":
      return clock.advance(next.seconds * 1_000);
    case "cancel":
      return cancelIfPossible(world.planned[next.which]);
  }
}

async function cancelIfPossible(id: ActionId | undefined): Promise<void> {
  if (!id) return;
  try {
    await cancelAction(ctx, id);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "action.cannot_cancel") throw error;
  }
}

/** What has ended once never changes again. */
async function expectEndsStand(planned: readonly ActionId[], ended: Map<ActionId, ActionState>): Promise<void> {
  for (const id of planned) {
    const { state } = await readAction(ctx, id);
    expect(state).toBe(ended.get(id) ?? state);
    if (finalStates.has(state)) ended.set(id, state);
  }
}

async function settleAll(world: World): Promise<void> {
  await updateSending(ctx, { paused: false });
  for (let round = 0; round < 12; round++) {
    await play(world, { do: "run" });
    clock.advance(300_000);
    await play(world, { do: "sweep" });
  }
  await play(world, { do: "run" });
}

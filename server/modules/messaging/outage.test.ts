/** What carriers answer while the database is away is neither lost nor recorded by half. */
import { sql } from "kysely";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { ActionId, GroupId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import type { Ctx } from "../../kernel/context.ts";
import { buildGroup } from "../groups/build.ts";
import { buildOrg } from "../org/build.ts";
import { planOne, readAction, ScriptedCarrier } from "./build.ts";
import { registerCarrier } from "./carriers.ts";
import { Dispatcher } from "./dispatcher.ts";
import { listeners } from "./index.ts";
import { sweep } from "./resolve-unknown.ts";

const { ctx, clock } = await openTestContext({ listeners });
const options = { ctx, ctxFor: () => ctx, resendBlindly: false };
let carrier: ScriptedCarrier;
let groupId: GroupId;

beforeAll(() => buildOrg(ctx));
beforeEach(async () => {
  carrier = new ScriptedCarrier();
  registerCarrier(carrier.carrier);
  groupId = (await buildGroup(ctx, { carrier: "fake" })).id;
});

const plan = (): Promise<ActionId> => planOne(ctx, { groupId, isAutomatic: false });

/** A context whose database is gone for so many transactions. */
function brokenFor(transactions: () => number): Ctx {
  return {
    ...ctx,
    transaction: (work) =>
      transactions() > 0
        ? Promise.reject(Object.assign(new Error("terminating connection"), { code: "57P01" }))
        : ctx.transaction(work),
  };
}

async function saidIn(group: GroupId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from messages where group_id = ${group}`.execute(ctx.db);
  return rows[0]?.count ?? -1;
}

test("found while the database goes away is settled later, with its effect", async () => {
  carrier.step = () => "lost_answer";
  const id = await plan();
  await new Dispatcher(options).runDue();
  clock.advance(94_000);
  let failures = 1;
  await sweep(ctx, { ...options, ctxFor: () => brokenFor(() => failures--) });
  expect(await readAction(ctx, id)).toMatchObject({ state: "unknown" });
  await sweep(ctx, options);
  expect(await readAction(ctx, id)).toMatchObject({ state: "sent" });
  expect(await saidIn(groupId)).toBe(1);
});

test(
  "answered while the database is away for long is left to the sweep, which finds it",
  { timeout: 20_000 },
  async () => {
    // As many as are tried; one more would find the database again.
    let failures = 0;
    carrier.step = () => {
      failures = 6;
      return "sent";
    };
    const id = await plan();
    await new Dispatcher({ ...options, ctxFor: () => brokenFor(() => failures--) }).runDue();
    expect(await readAction(ctx, id)).toMatchObject({ state: "sending" });
    clock.advance(14_000);
    await sweep(ctx, options);
    clock.advance(94_000);
    await sweep(ctx, options);
    expect(await readAction(ctx, id)).toMatchObject({ state: "sent" });
    expect(await saidIn(groupId)).toBe(1);
  },
);

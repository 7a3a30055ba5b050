/** Credits expire oldest first, in whole months of the org's zone, once. */
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { MemberId, OrgId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import type { Ctx } from "../../kernel/context.ts";
import { buildOrg } from "../org/build.ts";
import { points, sinkOf, walletOf } from "./accounts.ts";
import { buildGift, buildHold, buildPost } from "./build.ts";
import { expireAsset, findExpiring } from "./expire-points.ts";
import { post } from "./post.ts";
import { findAccounts } from "./store/accounts.ts";
import type { Asset } from "./store/assets.ts";

const { parts, clock, ctxAs } = await openTestContext();
let ctx: Ctx;
let memberId: MemberId;
const asset: Asset = { code: points, kind: "points", name: "积分", expiresAfterMonths: 2 };

beforeEach(async () => {
  ctx = ctxAs({ org: parts.ids.next<OrgId>() });
  await buildOrg(ctx);
  memberId = parts.ids.next<MemberId>();
});

const wallet = () => walletOf(ctx.org, memberId, points);
const balance = async (): Promise<number> => (await findAccounts(ctx, [wallet().id])).get(wallet().id)?.balance ?? 0;
const earn = (amount: number) =>
  ctx.transaction((tx) => post(tx, [buildGift(ctx.org, memberId, { key: parts.ids.next(), amount })]));
const spend = (amount: number) =>
  ctx.transaction((tx) =>
    post(tx, [buildPost(wallet(), sinkOf(ctx.org, points, "spent"), { key: parts.ids.next(), amount })]),
  );

/** Moves the clock to noon in Shanghai of this day. */
function goTo(day: string): void {
  clock.advance(Date.parse(`${day}T04:00:00Z`) - clock.now().getTime());
}

describe("points that live two months", () => {
  test("are gone when the third month begins in the org's zone, and not an hour before", async () => {
    goTo("2027-01-31");
    await earn(10);
    clock.advance(Date.parse("2027-03-31T15:30:00Z") - clock.now().getTime());
    expect(await expireAsset(ctx, asset)).toBe(0);
    expect(await findExpiring(ctx, asset, wallet().id)).toEqual({ amount: 10, on: "2027-04-01" });
    clock.advance(3_600_000);
    expect(await expireAsset(ctx, asset)).toBe(10);
    expect(await expireAsset(ctx, asset)).toBe(0);
    expect(await balance()).toBe(0);
  });

  test("what was spent was the oldest; what an open hold keeps stays", async () => {
    goTo("2027-05-10");
    await earn(10);
    goTo("2027-06-10");
    await earn(5);
    await spend(4);
    goTo("2027-08-01");
    await ctx.transaction((tx) =>
      post(tx, [
        buildHold(wallet(), sinkOf(ctx.org, points, "spent"), {
          key: parts.ids.next(),
          amount: 8,
          expiresAt: new Date(clock.now().getTime() + 3_600_000),
        }),
      ]),
    );
    expect(await findExpiring(ctx, asset, wallet().id)).toEqual({ amount: 3, on: "2027-09-01" });
    expect(await expireAsset(ctx, asset)).toBe(3);
    expect(await balance()).toBe(8);
  });

  test("any history of earning and spending leaves what a queue of lots would leave", { timeout: 60_000 }, async () => {
    const step = fc.record({
      days: fc.integer({ min: 1, max: 25 }),
      earn: fc.nat({ max: 9 }),
      spend: fc.nat({ max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        memberId = parts.ids.next<MemberId>();
        const lots: { month: number; left: number }[] = [];
        for (const { days, earn: earned, spend: spent } of steps) {
          clock.advance(days * 86_400_000);
          const month = monthIn(clock.now());
          await expireAsset(ctx, asset);
          for (const lot of lots) if (lot.month < month - 2) lot.left = 0;
          if (earned > 0) {
            await earn(earned);
            lots.push({ month, left: earned });
          }
          const available = lots.reduce((sum, lot) => sum + lot.left, 0);
          const paid = Math.min(spent, available);
          if (paid > 0) await spend(paid);
          takeOldest(lots, paid);
          expect(await balance()).toBe(lots.reduce((sum, lot) => sum + lot.left, 0));
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** Months of Shanghai since the year 0. */
function monthIn(at: Date): number {
  const there = new Date(at.getTime() + 8 * 3_600_000);
  return there.getUTCFullYear() * 12 + there.getUTCMonth();
}

function takeOldest(lots: { left: number }[], amount: number): void {
  let rest = amount;
  for (const lot of lots) {
    const taken = Math.min(lot.left, rest);
    lot.left -= taken;
    rest -= taken;
  }
}

import type { OrgId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { postAll } from "./post.ts";
import { listOverdueHolds } from "./store/transfers.ts";

const sweepAtOnce = 500;

/** Releases holds of all orgs whose time is over, and says how many. Two processes may sweep at once: a hold ends once. */
export async function sweepHolds(ctx: Ctx, ctxFor: (org: OrgId) => Ctx): Promise<number> {
  const overdue = await listOverdueHolds(ctx, ctx.clock.now(), sweepAtOnce);
  for (const [org, holds] of Map.groupBy(overdue, (hold) => hold.org))
    await ctxFor(org).transaction((tx) =>
      postAll(
        tx,
        holds.map(({ key }) => [{ do: "release", hold: key }]),
      ),
    );
  return overdue.length;
}

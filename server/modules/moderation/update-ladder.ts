import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { requireUnlimited } from "../../kernel/scope.ts";
import { getOrg, recordAudit } from "../org/index.ts";
import type { Ladder } from "./ladder.ts";
import { getLadder, upsertLadder } from "./store/ladder.ts";

export type LadderChange = { readonly [K in keyof Ladder]?: Ladder[K] | undefined };

/** Changes how offences climb from now on; cases that are open stay as they are. Refuses with rule.invalid, scope.outside. */
export async function updateLadder(ctx: Ctx, change: LadderChange): Promise<Ladder> {
  requireUnlimited(ctx);
  return ctx.transaction(async (tx) => {
    const { id, name } = await getOrg(tx);
    const before = await getLadder(tx);
    const after: Ladder = {
      decayDays: change.decayDays ?? before.decayDays,
      muteMinutes: change.muteMinutes ?? before.muteMinutes,
      muteAt: change.muteAt ?? before.muteAt,
      removeAt: change.removeAt ?? before.removeAt,
      warnText: change.warnText ?? before.warnText,
      trustAfter: change.trustAfter ?? before.trustAfter,
    };
    if (after.removeAt <= after.muteAt)
      refuse("rule.invalid", { field: "removeAt", reason: "remove_before_mute", muteAt: after.muteAt });
    await upsertLadder(tx, after);
    await recordAudit(tx, { act: "ladder.update", subject: { kind: "org", id, name }, before, after });
    return after;
  });
}

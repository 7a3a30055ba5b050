import type { Ctx } from "../../kernel/context.ts";
import { requireUnlimited } from "../../kernel/scope.ts";
import { getOrg, recordAudit } from "../org/index.ts";
import type { SendingRules } from "./gate.ts";
import { getSendingRules, upsertSendingRules } from "./store/settings.ts";

/**
 * Changes some of the org's sending rules; the dispatcher reads them with every batch, so they hold at once. Refuses
 * with scope.outside: they hold for every group.
 */
export async function updateSending(
  ctx: Ctx,
  change: { [K in keyof SendingRules]?: SendingRules[K] | undefined },
): Promise<SendingRules> {
  requireUnlimited(ctx);
  return ctx.transaction(async (tx) => {
    const before = await getSendingRules(tx);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const after: SendingRules = { ...before, ...given };
    await upsertSendingRules(tx, after);
    const { name } = await getOrg(tx);
    await recordAudit(tx, {
      act: "sending.update",
      subject: { kind: "org", id: tx.org, name },
      before: { ...before },
      after: { ...after },
    });
    return after;
  });
}

import type { Ctx } from "../../../kernel/context.ts";
import { defaultLadder, type Ladder } from "../ladder.ts";
import { tables } from "./tables.ts";

/** The org's ladder, or the default one until staff change it. */
export async function getLadder(ctx: Ctx): Promise<Ladder> {
  const row = await tables(ctx)
    .selectFrom("ladder_settings")
    .select([
      "decay_days as decayDays",
      "mute_minutes as muteMinutes",
      "mute_at as muteAt",
      "remove_at as removeAt",
      "warn_text as warnText",
      "trust_after as trustAfter",
    ])
    .where("org_id", "=", ctx.org)
    .executeTakeFirst();
  return row ?? defaultLadder;
}

export async function upsertLadder(tx: Ctx, ladder: Ladder): Promise<void> {
  const row = {
    decay_days: ladder.decayDays,
    mute_minutes: ladder.muteMinutes,
    mute_at: ladder.muteAt,
    remove_at: ladder.removeAt,
    warn_text: ladder.warnText,
    trust_after: ladder.trustAfter,
    updated_at: tx.clock.now(),
  };
  await tables(tx)
    .insertInto("ladder_settings")
    .values({ org_id: tx.org, ...row })
    .onConflict((conflict) => conflict.column("org_id").doUpdateSet(row))
    .execute();
}

import { sql } from "kysely";
import type { Ctx } from "../../../kernel/context.ts";
import { firstIdAt } from "../../../kernel/ids.ts";

/** Over all orgs: cool-downs that are over, greetings nobody asks about any more, matches older than that. */
export async function deleteOld(ctx: Ctx, before: { quiet: Date; greeted: Date; matched: Date }): Promise<void> {
  await sql`delete from rule_cooldowns where until < ${before.quiet}`.execute(ctx.db);
  await sql`delete from greeted_members where greeted_at < ${before.greeted}`.execute(ctx.db);
  await sql`delete from rule_matches where id < ${firstIdAt(before.matched.getTime())}::uuid`.execute(ctx.db);
}

import { sql } from "kysely";
import type { MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { shardOf } from "../../kernel/shard.ts";
import { createMember } from "./create-member.ts";

/** A member known on the web carrier, who has agreed to what must be agreed to. */
export async function buildMember(
  ctx: Ctx,
  change: { nickname?: string; externalId?: string } = {},
): Promise<MemberId> {
  const { id } = await ctx.transaction((tx) =>
    createMember(tx, {
      nickname: change.nickname ?? "奶茶",
      identity: { carrier: "web", externalId: change.externalId ?? ctx.ids.secret(12) },
      consents: [
        { kind: "privacy", version: "2026-11" },
        { kind: "messages", version: "2026-11" },
      ],
    }),
  );
  return id;
}

/** Bare members in one statement, without identities and events: for benches and long lists. */
export async function buildMembers(ctx: Ctx, count: number, change: { nickname?: string } = {}): Promise<MemberId[]> {
  const ids = Array.from({ length: count }, () => ctx.ids.next<MemberId>());
  await sql`
    insert into members (org_id, shard, id, nickname, first_joined_at)
    select ${ctx.org}, shard, id, coalesce(${change.nickname ?? null}, '成员 ' || n), ${ctx.clock.now()}
    from unnest(${ids.map(shardOf)}::smallint[], ${ids}::uuid[]) with ordinality as made (shard, id, n)`.execute(
    ctx.db,
  );
  return ids;
}

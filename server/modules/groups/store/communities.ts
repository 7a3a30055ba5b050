import { sql } from "kysely";
import type { CommunityId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { within } from "../../../kernel/scope.ts";
import type { Community, CommunityFields } from "../community.ts";
import { tables } from "./tables.ts";

export async function insertCommunity(tx: Ctx, id: CommunityId, fields: CommunityFields): Promise<void> {
  await tables(tx)
    .insertInto("communities")
    .values({
      org_id: tx.org,
      id,
      ...fields,
      expectation: fields.expectation,
      created_at: tx.clock.now(),
      archived_at: null,
    })
    .execute();
}

/** The newest first; archived ones apart. */
export function listCommunities(ctx: Ctx, options: { archived: boolean }): Promise<Community[]> {
  return withCounts(ctx)
    .where("c.archived_at", options.archived ? "is not" : "is", null)
    .orderBy("c.created_at", "desc")
    .orderBy("c.id", "desc")
    .execute();
}

export function findCommunity(ctx: Ctx, id: CommunityId): Promise<Community | undefined> {
  return withCounts(ctx).where("c.id", "=", id).executeTakeFirst();
}

const withCounts = (ctx: Ctx) =>
  tables(ctx)
    .selectFrom("communities as c")
    .where("c.org_id", "=", ctx.org)
    .where(within(ctx, "community", sql.ref("c.id")))
    .select([
      "c.id",
      "c.name",
      "c.purpose",
      "c.who",
      "c.what",
      "c.expectation",
      "c.created_at as createdAt",
      "c.archived_at as archivedAt",
    ])
    .select((at) => [
      at
        .selectFrom("groups as g")
        .where("g.org_id", "=", ctx.org)
        .whereRef("g.community_id", "=", "c.id")
        .where("g.state", "<>", "archived")
        .select(sql<number>`count(*)`.as("count"))
        .$castTo<{ count: number }>()
        .as("groupCount"),
      at
        .selectFrom("groups as g")
        .where("g.org_id", "=", ctx.org)
        .whereRef("g.community_id", "=", "c.id")
        .select(sql<number>`coalesce(sum(g.member_count), 0)::bigint`.as("sum"))
        .as("memberCount"),
    ])
    .$narrowType<{ groupCount: number; memberCount: number }>();

/** Names of communities, archived ones too; unknown ids are absent. */
export async function nameCommunities(ctx: Ctx, ids: readonly CommunityId[]): Promise<Map<CommunityId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(ctx)
    .selectFrom("communities")
    .select(["id", "name"])
    .where("org_id", "=", ctx.org)
    .where("id", "in", [...ids])
    .where(within(ctx, "community", sql.ref("id")))
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/**
 * Holds a community still: `share` while a group is opened in it, `update` while it is archived, so that neither
 * happens in the middle of the other.
 */
export async function lockCommunity(
  tx: Ctx,
  id: CommunityId,
  lock: "share" | "update",
): Promise<(CommunityFields & { archivedAt: Date | null }) | undefined> {
  const query = tables(tx)
    .selectFrom("communities")
    .select(["name", "purpose", "who", "what", "expectation", "archived_at as archivedAt"])
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .where(within(tx, "community", sql.ref("id")));
  return (lock === "share" ? query.forShare() : query.forUpdate()).executeTakeFirst();
}

export async function updateCommunityRow(
  tx: Ctx,
  id: CommunityId,
  change: { [K in keyof CommunityFields]?: CommunityFields[K] | undefined } & { archivedAt?: Date | null },
): Promise<void> {
  const { archivedAt, ...fields } = change;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  await tables(tx)
    .updateTable("communities")
    .set({ ...given, ...(archivedAt === undefined ? {} : { archived_at: archivedAt }) })
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .execute();
}

import { sql } from "kysely";
import type { Ctx } from "../../../kernel/context.ts";
import { within } from "../../../kernel/scope.ts";
import type { Membership } from "../membership.ts";
import { tables } from "./tables.ts";

/** Memberships of the org, as rows that `toMembership` reads. */
export const selectMemberships = (ctx: Ctx) =>
  tables(ctx)
    .selectFrom("memberships")
    .select([
      "group_id as groupId",
      "member_id as memberId",
      "joined_at as joinedAt",
      "source_kind as sourceKind",
      "source_id as sourceId",
      "invited_by as invitedBy",
      "left_at as leftAt",
      "left_how as leftHow",
      "muted_until as mutedUntil",
      "trusted_at as trustedAt",
    ])
    .where("org_id", "=", ctx.org)
    .where(within(ctx, "group", sql.ref("group_id")));

type Row = Awaited<ReturnType<ReturnType<typeof selectMemberships>["executeTakeFirstOrThrow"]>>;

export const toMembership = ({ sourceKind, sourceId, ...rest }: Row): Membership => ({
  ...rest,
  source: { kind: sourceKind, id: sourceId },
});

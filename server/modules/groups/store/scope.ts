/** How a scope, which names communities, limits what hangs on them. */
import { sql } from "kysely";
import type { CommunityId, GroupId, LiveCodeId, MemberId } from "../../../../contract/ids.ts";
import { limit } from "../../../kernel/scope.ts";

declare module "../../../kernel/scope.ts" {
  interface Scoped {
    community: CommunityId;
    group: GroupId;
    live_code: LiveCodeId;
    /** Who is, or was, in a group inside. */
    member: MemberId;
  }
}

/** Says to the kernel, once, how each kind is limited. A column stands outside the brackets: within, its name may mean another. */
export function limitByCommunities(): void {
  limit("community", (_ctx, { column, scope }) => sql<boolean>`${column} = any(${scope})`);

  limit(
    "group",
    (ctx, { column, scope }) => sql<boolean>`${column} in (
      select inside.id from groups inside where inside.org_id = ${ctx.org} and inside.community_id = any(${scope}))`,
  );

  limit(
    "live_code",
    (ctx, { column, scope }) => sql<boolean>`${column} in (
      select inside.id from live_codes inside where inside.org_id = ${ctx.org} and inside.community_id = any(${scope}))`,
  );

  // Memberships lie on the shards of groups: beside a table on the shards of members ask `findWithin` for the ids.
  limit(
    "member",
    (ctx, { column, scope }) => sql<boolean>`${column} in (
      select stay.member_id from memberships stay
      join groups inside on inside.org_id = stay.org_id and inside.id = stay.group_id
      where stay.org_id = ${ctx.org} and inside.community_id = any(${scope}))`,
  );
}

import type { z } from "zod";
import type { JoinSource, LeaveHow } from "../../../contract/groups.ts";
import type { CommunityId, GroupId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";

/** One stay of a member in a group, present or past. */
export interface Stay {
  readonly groupId: GroupId;
  readonly groupName: string;
  readonly joinedAt: Date;
  readonly source: z.infer<typeof JoinSource>;
  readonly leftAt: Date | null;
  readonly leftHow: z.infer<typeof LeaveHow> | null;
  readonly mutedUntil: Date | null;
  readonly isTrusted: boolean;
}

/** Who is in which group: answered by the module above that owns memberships. */
export interface MembershipSource {
  /** Present memberships of each member; who has none is absent. One query. */
  countOf(ctx: Ctx, ids: readonly MemberId[]): Promise<ReadonlyMap<MemberId, number>>;
  /** All stays of a member, the newest first. */
  listOf(ctx: Ctx, id: MemberId): Promise<readonly Stay[]>;
  /**
   * Ids of members who are present there, falling, below `before`, at most `limit`; without a community or group, of
   * all who are or were anywhere that the acting person sees.
   */
  idsIn(
    ctx: Ctx,
    where: { communityId?: CommunityId | undefined; groupId?: GroupId | undefined },
    page: { before: MemberId | undefined; limit: number },
  ): Promise<readonly MemberId[]>;
}

/** A module that holds something about members, for "my data". */
export interface MyDataSource {
  /** Key under which the export shows it. */
  readonly name: string;
  count(ctx: Ctx, memberId: MemberId): Promise<{ messages?: number; pictures?: number }>;
  /** Plain JSON, complete. */
  export(ctx: Ctx, memberId: MemberId): Promise<unknown>;
}

/** What this module asks of the modules above it; given by the composition root. */
export interface MembersPorts {
  readonly memberships: MembershipSource;
  readonly myData: readonly MyDataSource[];
  /** When each member last said or did something; who never has is absent. */
  readonly lastActiveOf: (ctx: Ctx, ids: readonly MemberId[]) => Promise<ReadonlyMap<MemberId, Date>>;
}

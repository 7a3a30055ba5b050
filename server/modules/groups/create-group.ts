import type { CarrierName } from "../../../contract/groups.ts";
import type { CommunityId, GroupId, LiveCodeId, StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findStaff, recordAudit } from "../org/index.ts";
import "./events.ts";
import { getGroup } from "./get-group.ts";
import type { Group } from "./group.ts";
import { lockCommunity } from "./store/communities.ts";
import { insertGroup } from "./store/groups.ts";

export interface NewGroup {
  readonly communityId: CommunityId;
  readonly name: string;
  readonly capacity: number;
  readonly ownerId?: StaffId | null | undefined;
  readonly tags?: readonly string[] | undefined;
  /** By default the built-in one. */
  readonly carrier?: CarrierName | undefined;
  /** The code that makes the group because its last one is full. */
  readonly liveCodeId?: LiveCodeId | undefined;
}

/** Makes an open, empty group; audited. Refuses with community.not_found, community.archived, staff.not_found. */
export async function createGroup(ctx: Ctx, input: NewGroup): Promise<Group> {
  return ctx.transaction(async (tx) => {
    if (input.ownerId) await assertStaff(tx, input.ownerId);
    const group = await openGroup(tx, input);
    const { communityId, carrier, name, ownerId, tags, capacity } = group;
    await recordAudit(tx, {
      act: "group.create",
      subject: { kind: "group", id: group.id, name },
      after: { communityId, carrier, name, ownerId, tags, capacity },
    });
    return group;
  });
}

/** The same without an audit entry: what the program makes by itself is an event, not an act of staff. */
export async function openGroup(tx: Ctx, input: NewGroup): Promise<Group> {
  const { communityId } = input;
  const community = (await lockCommunity(tx, communityId, "share")) ?? refuse("community.not_found", { communityId });
  if (community.archivedAt) refuse("community.archived", { name: community.name });
  const id = tx.ids.next<GroupId>();
  await insertGroup(tx, {
    id,
    communityId,
    carrier: input.carrier ?? "web",
    name: input.name,
    ownerId: input.ownerId ?? null,
    tags: [...new Set(input.tags)],
    capacity: input.capacity,
  });
  await tx.emit("group.created", id, { groupId: id, communityId, liveCodeId: input.liveCodeId ?? null });
  return getGroup(tx, id);
}

/** Refuses with staff.not_found who is not, or no longer, of the org's staff. */
export async function assertStaff(ctx: Ctx, staffId: StaffId): Promise<void> {
  if (!(await isStaff(ctx, staffId))) refuse("staff.not_found", { staffId });
}

export async function isStaff(ctx: Ctx, staffId: StaffId): Promise<boolean> {
  return (await findStaff(ctx, [staffId])).get(staffId)?.disabled === false;
}

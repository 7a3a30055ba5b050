import type { GroupId } from "../../../contract/ids.ts";
import { changedFields, type Changed } from "../../kernel/changed-fields.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { recordAudit } from "../org/index.ts";
import { assertStaff } from "./create-group.ts";
import "./events.ts";
import { getGroup } from "./get-group.ts";
import { groupFields, type Group, type GroupChange } from "./group.ts";
import { lockCommunity } from "./store/communities.ts";
import { findGroup, lockGroup, updateGroupRow } from "./store/groups.ts";

/**
 * Changes a group; audited. Archiving ends all memberships soon after; a group that is opened again begins empty.
 * Refuses with group.not_found, group.capacity_below_members, staff.not_found, and with community.archived when
 * an archived group would be opened in an archived community.
 */
export async function updateGroup(ctx: Ctx, groupId: GroupId, change: GroupChange): Promise<Group> {
  return ctx.transaction(async (tx) => {
    await holdCommunity(tx, groupId, change);
    const before = (await lockGroup(tx, groupId)) ?? refuse("group.not_found", { groupId });
    const asked = { ...change, tags: change.tags && [...new Set(change.tags)] };
    const changed = changedFields(before, asked, groupFields);
    if (!changed) return getGroup(tx, groupId);
    if (asked.capacity !== undefined && asked.capacity < before.memberCount)
      refuse("group.capacity_below_members", { memberCount: before.memberCount, capacity: asked.capacity });
    if (asked.ownerId && changed.fields.includes("ownerId")) await assertStaff(tx, asked.ownerId);
    await updateGroupRow(tx, groupId, asked);
    await recordAudit(tx, {
      act: "group.update",
      subject: { kind: "group", id: groupId, name: before.name },
      before: changed.before,
      after: changed.after,
    });
    await emitChange(tx, before, changed);
    return getGroup(tx, groupId);
  });
}

/** A community must not be archived while one of its groups is opened; its row is taken before the group's. */
async function holdCommunity(tx: Ctx, groupId: GroupId, change: GroupChange): Promise<void> {
  if (change.state === undefined || change.state === "archived") return;
  const group = (await findGroup(tx, groupId)) ?? refuse("group.not_found", { groupId });
  const community = await lockCommunity(tx, group.communityId, "share");
  if (community?.archivedAt) refuse("community.archived", { name: community.name });
}

async function emitChange(
  tx: Ctx,
  before: Pick<Group, "id" | "communityId" | "state">,
  changed: Changed,
): Promise<void> {
  const at = { groupId: before.id, communityId: before.communityId };
  await tx.emit("group.updated", before.id, { ...at, changed: changed.fields });
  const state = changed.after["state"];
  if (state === "archived") await tx.emit("group.archived", before.id, at);
  else if (state !== undefined && before.state === "archived") await tx.emit("group.reopened", before.id, at);
}

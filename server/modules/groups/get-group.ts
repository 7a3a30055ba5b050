import type { GroupId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import type { Group } from "./group.ts";
import { findGroup } from "./store/groups.ts";

/** One group. Refuses with group.not_found. */
export async function getGroup(ctx: Ctx, groupId: GroupId): Promise<Group> {
  return (await findGroup(ctx, groupId)) ?? refuse("group.not_found", { groupId });
}

import type { GroupId, LiveCodeId } from "../../../contract/ids.ts";
import { changedFields } from "../../kernel/changed-fields.ts";
import type { Ctx } from "../../kernel/context.ts";
import { sqlState } from "../../kernel/database.ts";
import { refuse } from "../../kernel/problem.ts";
import { recordAudit } from "../org/index.ts";
import { assertGroupsOf, assertSpan } from "./create-live-code.ts";
import "./events.ts";
import {
  findLiveCode,
  findLiveCodeGroups,
  lockLiveCode,
  setLiveCodeGroups,
  updateLiveCodeRow,
  type LiveCodeFields,
} from "./store/live-codes.ts";

export type LiveCodeChange = { readonly [K in keyof LiveCodeFields]?: LiveCodeFields[K] | undefined } & {
  readonly groupIds?: readonly GroupId[] | undefined;
  readonly stopped?: boolean | undefined;
};

const fields = ["name", "groupIds", "next", "validFrom", "validUntil", "stopped"] as const;

/**
 * Changes a live code, stops or reopens it; link and QR stay; audited. Refuses with live_code.not_found, with
 * group.not_found when a group is not of its community, with live_code.name_taken.
 */
export async function updateLiveCode(ctx: Ctx, liveCodeId: LiveCodeId, asked: LiveCodeChange): Promise<void> {
  const change = { ...asked, groupIds: asked.groupIds && [...new Set(asked.groupIds)] };
  await ctx.transaction(async (tx) => {
    if (!(await lockLiveCode(tx, liveCodeId))) refuse("live_code.not_found", { liveCodeId });
    const before = (await findLiveCode(tx, liveCodeId)) ?? refuse("live_code.not_found", { liveCodeId });
    const groupIds = ((await findLiveCodeGroups(tx, [liveCodeId])).get(liveCodeId) ?? []).map((group) => group.id);
    const changed = changedFields({ ...before, groupIds }, change, fields);
    if (!changed) return;
    const { validFrom = before.validFrom, validUntil = before.validUntil } = change;
    assertSpan(validFrom, validUntil);
    if (change.groupIds && changed.fields.includes("groupIds")) {
      await assertGroupsOf(tx, before.communityId, change.groupIds);
      await setLiveCodeGroups(tx, liveCodeId, change.groupIds);
    }
    await writeFields(tx, liveCodeId, change);
    await recordAudit(tx, {
      act: "live_code.update",
      subject: { kind: "live_code", id: liveCodeId, name: before.name },
      before: changed.before,
      after: changed.after,
    });
    await tx.emit("live_code.updated", liveCodeId, {
      liveCodeId,
      communityId: before.communityId,
      changed: changed.fields,
    });
  });
}

async function writeFields(tx: Ctx, liveCodeId: LiveCodeId, change: LiveCodeChange): Promise<void> {
  try {
    await updateLiveCodeRow(tx, liveCodeId, change);
  } catch (error) {
    // The name is the only field that can meet another row's.
    if (sqlState(error) === "23505") refuse("live_code.name_taken", { name: change.name });
    throw error;
  }
}

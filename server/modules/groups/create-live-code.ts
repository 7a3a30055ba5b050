import type { CommunityId, GroupId, LiveCodeId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { Problem, refuse } from "../../kernel/problem.ts";
import { recordAudit } from "../org/index.ts";
import "./events.ts";
import { codeLength, isSpan } from "./live-code.ts";
import { lockCommunity } from "./store/communities.ts";
import { findGroups } from "./store/groups.ts";
import { insertLiveCode, setLiveCodeGroups, type LiveCodeFields } from "./store/live-codes.ts";

export interface NewLiveCode extends LiveCodeFields {
  readonly communityId: CommunityId;
  /** In the order in which they are filled. */
  readonly groupIds: readonly GroupId[];
}

/**
 * Makes a link that leads each newcomer to a group with room; audited. Refuses with community.not_found, with
 * group.not_found when a group is not of this community, with live_code.name_taken.
 */
export async function createLiveCode(ctx: Ctx, input: NewLiveCode): Promise<LiveCodeId> {
  return ctx.transaction(async (tx) => {
    const { communityId, groupIds: asked, ...fields } = input;
    const groupIds = [...new Set(asked)];
    assertSpan(fields.validFrom, fields.validUntil);
    if (!(await lockCommunity(tx, communityId, "share"))) refuse("community.not_found", { communityId });
    await assertGroupsOf(tx, communityId, groupIds);
    const id = tx.ids.next<LiveCodeId>();
    const code = spellCode(tx.ids);
    if (!(await insertLiveCode(tx, { id, communityId, code, ...fields })))
      refuse("live_code.name_taken", { name: fields.name });
    await setLiveCodeGroups(tx, id, groupIds);
    await recordAudit(tx, {
      act: "live_code.create",
      subject: { kind: "live_code", id, name: fields.name },
      after: { communityId, groupIds, ...fields },
    });
    await tx.emit("live_code.created", id, { liveCodeId: id, communityId });
    return id;
  });
}

/** Refuses with group.not_found when one of the groups does not exist or is of another community. */
export async function assertGroupsOf(ctx: Ctx, communityId: CommunityId, groupIds: readonly GroupId[]): Promise<void> {
  const groups = await findGroups(ctx, groupIds);
  const stranger = groupIds.find((id) => groups.get(id)?.communityId !== communityId);
  if (stranger) refuse("group.not_found", { groupId: stranger });
}

/** Refuses with input.invalid a validity that ends before it begins. */
export function assertSpan(from: Date | null, until: Date | null): void {
  if (!isSpan(from, until)) throw new Problem("input.invalid", {}, [{ path: "validUntil", rule: "after_validFrom" }]);
}

/** Letters and digits that nobody mistakes for each other; chat apps cut a link at any other sign. */
const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

const spellCode = (ids: Ctx["ids"]): string =>
  Array.from({ length: codeLength }, () => alphabet[ids.randomBelow(alphabet.length)]).join("");

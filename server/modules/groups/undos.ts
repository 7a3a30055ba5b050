import * as api from "../../../contract/groups.ts";
import { CommunityId, GroupId, LiveCodeId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { requireUnchanged, type Undos } from "../../kernel/undo.ts";
import { archiveCommunity } from "./archive-community.ts";
import { getCommunity } from "./get-community.ts";
import { getGroup } from "./get-group.ts";
import type { LiveCode } from "./live-code.ts";
import { findLiveCode, findLiveCodeGroups } from "./store/live-codes.ts";
import { updateCommunity } from "./update-community.ts";
import { updateGroup } from "./update-group.ts";
import { updateLiveCode } from "./update-live-code.ts";

/** How acts on communities, groups and live codes are taken back: what was made is put away, not erased. */
export const undos: Undos = {
  "community.create": (tx, { subject }) => setArchived(tx, subject.id, true),
  "community.archive": (tx, { subject }) => setArchived(tx, subject.id, false),
  "community.reopen": (tx, { subject }) => setArchived(tx, subject.id, true),
  "community.update": async (tx, { subject, before, after }) => {
    const community = await getCommunity(tx, CommunityId.parse(subject.id));
    requireUnchanged(after, { ...community });
    const { communityId, ...change } = api.updateCommunity.in.parse({ communityId: community.id, ...before });
    await updateCommunity(tx, communityId, change);
  },
  "group.create": async (tx, { subject }) => {
    const group = await getGroup(tx, GroupId.parse(subject.id));
    if (group.state === "archived") requireUnchanged({ state: "open" }, { ...group });
    await updateGroup(tx, group.id, { state: "archived" });
  },
  "group.update": async (tx, { subject, before, after }) => {
    const group = await getGroup(tx, GroupId.parse(subject.id));
    requireUnchanged(after, { ...group });
    const { groupId, ...change } = api.updateGroup.in.parse({ groupId: group.id, ...before });
    await updateGroup(tx, groupId, change);
  },
  "live_code.create": async (tx, { subject }) => {
    const code = await getLiveCode(tx, subject.id);
    requireUnchanged({ stopped: false }, { ...code });
    await updateLiveCode(tx, code.id, { stopped: true });
  },
  "live_code.update": async (tx, { subject, before, after }) => {
    const code = await getLiveCode(tx, subject.id);
    const groupIds = ((await findLiveCodeGroups(tx, [code.id])).get(code.id) ?? []).map((group) => group.id);
    requireUnchanged(after, { ...code, groupIds });
    const { liveCodeId, validFrom, validUntil, ...change } = api.updateLiveCode.in.parse({
      liveCodeId: code.id,
      ...before,
    });
    await updateLiveCode(tx, liveCodeId, { ...change, validFrom: asDate(validFrom), validUntil: asDate(validUntil) });
  },
};

async function setArchived(tx: Ctx, id: string, archived: boolean): Promise<void> {
  const community = await getCommunity(tx, CommunityId.parse(id));
  requireUnchanged({ archived: !archived }, { archived: community.archivedAt !== null });
  await archiveCommunity(tx, community.id, archived);
}

async function getLiveCode(tx: Ctx, id: string): Promise<LiveCode> {
  const liveCodeId = LiveCodeId.parse(id);
  return (await findLiveCode(tx, liveCodeId)) ?? refuse("live_code.not_found", { liveCodeId });
}

const asDate = (text: string | null | undefined): Date | null | undefined =>
  text === null || text === undefined ? text : new Date(text);

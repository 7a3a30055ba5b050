import type { GroupId, LiveCodeId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { holdMember } from "../members/index.ts";
import { isStaff, openGroup } from "./create-group.ts";
import { tryJoin, type Joining } from "./join-group.ts";
import { decideEntry, type LiveCode, type LiveCodeGroup } from "./live-code.ts";
import { findGroup } from "./store/groups.ts";
import { appendLiveCodeGroup, countJoin, findLiveCode, findLiveCodeGroups, lockLiveCode } from "./store/live-codes.ts";
import { findPresentIn } from "./store/memberships.ts";

/**
 * Brings a member into a group behind a live code and says which: the one he is already in, else one with room,
 * else a new one. Refuses as the code's state says, and as `joinGroup` does.
 *
 * Most newcomers only lock the group they enter. When a look says that a group must be made, or the group looked
 * at has just filled up, the code itself is locked and looked at again: so the next group is made once, however
 * many come at that moment.
 */
export async function enterByCode(
  tx: Ctx,
  liveCodeId: LiveCodeId,
  joining: Pick<Joining, "memberId" | "invitedBy">,
): Promise<GroupId> {
  await holdMember(tx, joining.memberId);
  const look = await lookAt(tx, liveCodeId);
  const present = await findPresent(tx, look, joining.memberId);
  if (present) return present;
  const entry = decideEntry(look.code, look.groups, tx.clock.now());
  if ("enter" in entry && (await enter(tx, { look, groupId: entry.enter.id, joining }))) return entry.enter.id;
  await lockLiveCode(tx, liveCodeId);
  return enterLocked(tx, liveCodeId, joining);
}

/** Nobody else makes a group now, but others still enter those there are: a full one sends on to the next. */
async function enterLocked(
  tx: Ctx,
  liveCodeId: LiveCodeId,
  joining: Pick<Joining, "memberId" | "invitedBy">,
): Promise<GroupId> {
  for (;;) {
    const look = await lookAt(tx, liveCodeId);
    const entry = decideEntry(look.code, look.groups, tx.clock.now());
    if ("refuse" in entry) refuse(entry.refuse, termsOf(look.code));
    const groupId = "enter" in entry ? entry.enter.id : await makeNext(tx, look, entry.make.name);
    if (await enter(tx, { look, groupId, joining })) return groupId;
  }
}

interface Look {
  readonly code: LiveCode;
  readonly groups: readonly LiveCodeGroup[];
}

async function lookAt(tx: Ctx, liveCodeId: LiveCodeId): Promise<Look> {
  const code = (await findLiveCode(tx, liveCodeId)) ?? refuse("live_code.not_found");
  return { code, groups: (await findLiveCodeGroups(tx, [liveCodeId])).get(liveCodeId) ?? [] };
}

const findPresent = (tx: Ctx, { groups }: Look, memberId: MemberId): Promise<GroupId | undefined> =>
  findPresentIn(
    tx,
    groups.map((group) => group.id),
    memberId,
  );

async function enter(
  tx: Ctx,
  to: { look: Look; groupId: GroupId; joining: Pick<Joining, "memberId" | "invitedBy"> },
): Promise<boolean> {
  const { look, groupId, joining } = to;
  const source = { kind: "live_code", id: look.code.id } as const;
  const joined = await tryJoin(tx, { ...joining, groupId, source });
  if (joined === "joined") await countJoin(tx, look.code.id, groupId);
  return joined !== "no_room";
}

/** The next group is like the last: same carrier, tags and owner, unless he has left the staff. */
async function makeNext(tx: Ctx, { code, groups }: Look, name: string): Promise<GroupId> {
  const lastId = groups.at(-1)?.id;
  const last = lastId && (await findGroup(tx, lastId));
  const group = await openGroup(tx, {
    communityId: code.communityId,
    name,
    capacity: code.next.capacity,
    ownerId: last?.ownerId && (await isStaff(tx, last.ownerId)) ? last.ownerId : null,
    tags: last?.tags,
    carrier: last?.carrier,
    liveCodeId: code.id,
  });
  await appendLiveCodeGroup(tx, code.id, group.id);
  return group.id;
}

/** When a code that is closed now opens, or did close. */
const termsOf = (code: LiveCode) => ({
  validFrom: code.validFrom?.toISOString() ?? null,
  validUntil: code.validUntil?.toISOString() ?? null,
});

import type { GroupId, LiveCodeId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { holdMember } from "../members/index.ts";
import { isStaff, openGroup } from "./create-group.ts";
import { tryJoin, type Joining } from "./join-group.ts";
import { decideEntry, type Entry, type LiveCode, type LiveCodeGroup } from "./live-code.ts";
import { findGroup } from "./store/groups.ts";
import { appendLiveCodeGroup, findLiveCode, findLiveCodeGroups, lockLiveCode } from "./store/live-codes.ts";
import { findPresentIn } from "./store/memberships.ts";

/**
 * Brings a member into a group behind a live code and says which: the one he is already in, else one with room,
 * else a new one. Refuses as the code's state says, and as `joinGroup` does.
 *
 * Newcomers follow each other under the code's lock, so the next group is made once. That costs nothing: they all
 * want the same group, whose lock they would queue for anyway. Locking the group first and the code only to make
 * the next one deadlocks: an update that waits for a row and then finds it full keeps that row locked.
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
  // A crowd before a closed door is told so without queueing.
  assertLetsIn(tx, look);
  await lockLiveCode(tx, liveCodeId);
  for (;;) {
    const now = await lookAt(tx, liveCodeId);
    const entry = assertLetsIn(tx, now);
    const groupId = "enter" in entry ? entry.enter.id : await makeNext(tx, now, entry.make.name);
    // Others enter the same groups by other ways: one that has filled up meanwhile sends on to the next.
    if (await enter(tx, { look: now, groupId, joining })) return groupId;
  }
}

function assertLetsIn(ctx: Ctx, { code, groups }: Look): Exclude<Entry<LiveCodeGroup>, { refuse: unknown }> {
  const entry = decideEntry(code, groups, ctx.clock.now());
  return "refuse" in entry ? refuse(entry.refuse, termsOf(code)) : entry;
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
  return (await tryJoin(tx, { ...joining, groupId, source })) !== "no_room";
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

import { shardOf } from "../../kernel/shard.ts";

/** What counting needs of a message. */
export interface Said {
  readonly groupId: string;
  readonly memberId: string;
  readonly at: Date;
}

interface Tally {
  readonly shard: number;
  readonly day: string;
  readonly groupId: string;
  messages: number;
  lastAt: Date;
}

export interface MemberTally extends Tally {
  readonly memberId: string;
}

/** A batch's messages by member, group and day, and by group and day, each in the order of the table's key. */
export interface BatchTally {
  readonly members: readonly MemberTally[];
  readonly groups: readonly Tally[];
}

/** Adds a batch up. Rows come sorted by key, since upserts in another order deadlock with another batch's. */
export function tallyBatch(said: Iterable<Said>, dayOf: (at: Date) => string): BatchTally {
  const members = new Map<string, MemberTally>();
  const groups = new Map<string, Tally>();
  for (const { groupId, memberId, at } of said) {
    const day = dayOf(at);
    const groupKey = groupId + day;
    const group = groups.get(groupKey);
    const shard = group ? group.shard : shardOf(groupId);
    if (group) add(group, at);
    else groups.set(groupKey, { shard, day, groupId, messages: 1, lastAt: at });
    const memberKey = groupKey + memberId;
    const member = members.get(memberKey);
    if (member) add(member, at);
    else members.set(memberKey, { shard, day, groupId, memberId, messages: 1, lastAt: at });
  }
  return { members: [...members.values()].toSorted(byMemberKey), groups: [...groups.values()].toSorted(byGroupKey) };
}

function add(tally: Tally, at: Date): void {
  tally.messages += 1;
  if (at > tally.lastAt) tally.lastAt = at;
}

const compare = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

const byGroupKey = (a: Tally, b: Tally): number =>
  a.shard - b.shard || compare(a.groupId, b.groupId) || compare(a.day, b.day);

const byMemberKey = (a: MemberTally, b: MemberTally): number =>
  a.shard - b.shard || compare(a.day, b.day) || compare(a.groupId, b.groupId) || compare(a.memberId, b.memberId);

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
  const days = new Map<string, Map<string, GroupTally>>();
  for (const { groupId, memberId, at } of said) {
    const day = dayOf(at);
    const groups = days.get(day) ?? new Map<string, GroupTally>();
    days.set(day, groups);
    const group = groups.get(groupId) ?? tallyGroup(groupId, { day, at });
    groups.set(groupId, group);
    add(group, at);
    const { shard, members } = group;
    const member = members.get(memberId) ?? { shard, day, groupId, memberId, messages: 0, lastAt: at };
    members.set(memberId, member);
    add(member, at);
  }
  const groups = [...days.values()].flatMap((tallies) => [...tallies.values()]);
  return {
    members: groups.flatMap((group) => [...group.members.values()]).toSorted(byMemberKey),
    groups: groups.toSorted(byGroupKey),
  };
}

interface GroupTally extends Tally {
  readonly members: Map<string, MemberTally>;
}

const tallyGroup = (groupId: string, { day, at }: { day: string; at: Date }): GroupTally => ({
  shard: shardOf(groupId),
  day,
  groupId,
  messages: 0,
  lastAt: at,
  members: new Map(),
});

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

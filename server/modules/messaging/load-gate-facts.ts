import type { Ctx } from "../../kernel/context.ts";
import { shardOf } from "../../kernel/shard.ts";
import { findGroups, findMemberships } from "../groups/index.ts";
import { getOrg } from "../org/index.ts";
import type { Action } from "./action.ts";
import type { GateFacts } from "./gate.ts";
import { localTime } from "./quiet-hours.ts";
import { getSendingRules } from "./store/settings.ts";
import { countSent } from "./store/sends.ts";

export interface GateBook {
  readonly day: string;
  factsFor(action: Action): GateFacts;
  /** Counts a send that passed, so that the next in the same batch sees it. */
  count(action: Action): void;
  /** What passed, for the day's counts. */
  passed(): { shard: number; id: string; count: number }[];
}

/** Loads, in a handful of statements, what the gate asks about a batch of one org's actions. */
export async function loadGateFacts(ctx: Ctx, actions: readonly Action[]): Promise<GateBook> {
  const now = ctx.clock.now();
  const { timeZone } = await getOrg(ctx);
  const { day } = localTime(now, timeZone);
  const subjects = [...new Set(actions.flatMap(subjectsOf))].map((id) => ({ shard: shardOf(id), id }));
  const [rules, groups, memberships, before] = await Promise.all([
    getSendingRules(ctx),
    findGroups(ctx, [...new Set(actions.map((action) => action.groupId))]),
    findMemberships(
      ctx,
      actions.flatMap(({ groupId, memberId }) => (memberId ? [{ groupId, memberId }] : [])),
    ),
    countSent(ctx, { day, subjects }),
  ]);
  const counted = new Map<string, number>();
  const sent = (id: string): number => (before.get(id) ?? 0) + (counted.get(id) ?? 0);
  return {
    day,
    factsFor: ({ groupId, memberId }) => ({
      now,
      timeZone,
      rules,
      groupState: groups.get(groupId)?.state ?? "gone",
      memberPresent: memberId === null || memberships.get(`${groupId}/${memberId}`)?.leftAt === null,
      sentToGroup: sent(groupId),
      sentToMember: memberId ? sent(memberId) : 0,
    }),
    count: (action) => {
      if (action.isAutomatic) for (const id of subjectsOf(action)) counted.set(id, (counted.get(id) ?? 0) + 1);
    },
    passed: () => [...counted].map(([id, count]) => ({ shard: shardOf(id), id, count })),
  };
}

const subjectsOf = (action: Action): string[] => [action.groupId, ...(action.memberId ? [action.memberId] : [])];

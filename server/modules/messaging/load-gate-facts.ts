import type { ActionId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { shardOf } from "../../kernel/shard.ts";
import { findGroups, findMemberships } from "../groups/index.ts";
import { getOrg } from "../org/index.ts";
import type { Action } from "./action.ts";
import type { GateFacts } from "./gate.ts";
import { localTime } from "./quiet-hours.ts";
import { getSendingRules } from "./store/settings.ts";
import { addSent, lockSent } from "./store/sends.ts";

export interface GateBook {
  factsFor(action: Action): GateFacts;
  /** Counts a send that passed, so that the next in the same batch sees it. */
  count(action: Action): void;
  /** Adds those that really moved on to the day's counts. */
  store(tx: Ctx, moved: ReadonlySet<ActionId>): Promise<void>;
}

/**
 * Loads, in a handful of statements, what the gate asks about a batch of one org's actions. The day's counts are
 * locked until the transaction ends, so that two workers cannot both use the last place under a cap.
 */
export async function loadGateFacts(tx: Ctx, actions: readonly Action[]): Promise<GateBook> {
  const now = tx.clock.now();
  const { timeZone } = await getOrg(tx);
  const { day } = localTime(now, timeZone);
  const [rules, groups, memberships, before] = await Promise.all([
    getSendingRules(tx),
    findGroups(tx, [...new Set(actions.map((action) => action.groupId))]),
    findMemberships(
      tx,
      actions.flatMap(({ groupId, memberId }) => (memberId ? [{ groupId, memberId }] : [])),
    ),
    lockSent(tx, { day, subjects: tally(actions) }),
  ]);
  const passed: Action[] = [];
  const counted = new Map<string, number>();
  const sent = (id: string): number => (before.get(id) ?? 0) + (counted.get(id) ?? 0);
  return {
    factsFor: ({ groupId, memberId }) => ({
      now,
      timeZone,
      rules,
      groupState: groups.get(groupId)?.state ?? "gone",
      memberPresent: memberId === null || memberships.get({ groupId, memberId })?.leftAt === null,
      sentToGroup: sent(groupId),
      sentToMember: memberId ? sent(memberId) : 0,
    }),
    count: (action) => {
      passed.push(action);
      for (const id of subjectsOf(action)) counted.set(id, (counted.get(id) ?? 0) + 1);
    },
    store: (within, moved) =>
      addSent(within, { day, subjects: tally(passed.filter((action) => moved.has(action.id))) }),
  };
}

/** Whom an action counts for: only what leaves by itself, and only at its first attempt. */
const subjectsOf = ({ isAutomatic, sendId, groupId, memberId }: Action): string[] =>
  isAutomatic && sendId === null ? [groupId, ...(memberId ? [memberId] : [])] : [];

function tally(actions: readonly Action[]): { shard: number; id: string; count: number }[] {
  const ids = Map.groupBy(actions.flatMap(subjectsOf), (id) => id);
  return [...ids].map(([id, { length }]) => ({ shard: shardOf(id), id, count: length }));
}

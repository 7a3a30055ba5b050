import type { GroupId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { shardOf } from "../../kernel/shard.ts";
import { amendAction, findActionStates, planActions, type ActionBody } from "../messaging/index.ts";
import { fillText } from "./fill-text.ts";
import { greetedAgainAfterMs, planGreeting, type LastGreeting } from "./greeting.ts";
import type { Rule } from "./rule.ts";
import { lockGreeting, markGreeted, updateGreeting, type GreetingRow } from "./store/greetings.ts";

/** A member who came, and the reply that a rule has for that. */
export interface Welcome {
  readonly rule: Pick<Rule, "id">;
  readonly text: string;
  readonly mention: boolean;
  readonly group: { readonly id: GroupId; readonly name: string };
  readonly memberId: MemberId;
}

/**
 * Has a newcomer greeted: in the greeting that still waits, or in the next one. Joins of one group pass one
 * by one under the lock of the group's row, so each is named once and greetings stay a minute apart.
 */
export async function greetJoined(tx: Ctx, welcome: Welcome): Promise<void> {
  const { group, memberId } = welcome;
  const now = tx.clock.now();
  const since = new Date(now.getTime() - greetedAgainAfterMs);
  const row = await lockGreeting(tx, group.id);
  if (!(await markGreeted(tx, { groupId: group.id, memberId, since }))) return;
  const last = await findLast(tx, row);
  let plan = planGreeting(last, now);
  if (plan.joins) {
    if (await addName(tx, row, welcome)) {
      // It has not left yet, so it cannot appear before now.
      const dueAt = row.dueAt && row.dueAt > now ? row.dueAt : now;
      await updateGreeting(tx, group.id, { ...row, dueAt, nameCount: row.nameCount + 1 });
      return;
    }
    plan = planGreeting(last && { ...last, state: "leaving" }, now);
  }
  if (plan.joins) throw new Error(`a greeting of group ${group.id} can be neither changed nor followed`);
  await planNext(tx, { row, welcome, dueAt: plan.dueAt });
}

async function findLast(tx: Ctx, row: GreetingRow): Promise<LastGreeting | undefined> {
  if (!row.actionId || !row.dueAt) return undefined;
  const action = (await findActionStates(tx, [row.actionId])).get(row.actionId);
  return {
    dueAt: row.dueAt,
    nameCount: row.nameCount,
    state: action ? stateOf(action.state) : "dropped",
    saidAt: action?.finishedAt ?? null,
  };
}

function stateOf(state: string): LastGreeting["state"] {
  if (state === "planned") return "waiting";
  if (state === "sent" || state === "confirmed") return "said";
  return ["skipped", "failed", "expired", "cancelled"].includes(state) ? "dropped" : "leaving";
}

const addName = async (tx: Ctx, row: GreetingRow, { group, memberId, mention }: Welcome): Promise<boolean> =>
  row.actionId !== null &&
  amendAction(tx, { id: row.actionId, shard: shardOf(group.id) }, (body) => ({
    ...body,
    memberIds: [...(body.memberIds ?? []), memberId],
    ...(mention ? { mentions: [...(body.mentions ?? []), memberId] } : {}),
  }));

async function planNext(tx: Ctx, next: { row: GreetingRow; welcome: Welcome; dueAt: Date }): Promise<void> {
  const { row, welcome, dueAt } = next;
  const { group, memberId, mention, rule } = welcome;
  const seq = row.seq + 1;
  const key = `greeting/${group.id}/${seq}`;
  const body: ActionBody = {
    // The names are read when it leaves: members may rename themselves until then.
    text: fillText(welcome.text, { nickname: "{names}", group: group.name }),
    messageKind: "greeting",
    memberIds: [memberId],
    ...(mention ? { mentions: [memberId] } : {}),
  };
  const cause = { kind: "greeting", id: rule.id } as const;
  const planned = await planActions(tx, [
    { key, kind: "post", cause, groupId: group.id, body, dueAt, isAutomatic: true },
  ]);
  await updateGreeting(tx, group.id, { seq, actionId: planned.get(key) ?? null, dueAt, nameCount: 1 });
}

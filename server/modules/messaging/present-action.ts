import type { z } from "zod";
import type { Action as ActionShape } from "../../../contract/messaging.ts";
import type { Ctx } from "../../kernel/context.ts";
import { findGroups } from "../groups/index.ts";
import { findMembers } from "../members/index.ts";
import type { Action } from "./action.ts";
import { greetAll } from "./greet-all.ts";
import { listSends } from "./store/sends.ts";

const excerptLength = 80;

/** Actions with the names and attempts that the console shows. */
export async function presentActions(ctx: Ctx, actions: readonly Action[]): Promise<z.infer<typeof ActionShape>[]> {
  const [groups, members, sends] = await Promise.all([
    findGroups(ctx, [...new Set(actions.map((action) => action.groupId))]),
    findMembers(ctx, [
      ...new Set(actions.flatMap((action) => [action.memberId ?? [], action.body.memberIds ?? []].flat())),
    ]),
    listSends(
      ctx,
      actions.map((action) => action.id),
    ),
  ]);
  return actions.map((action) => ({
    id: action.id,
    kind: action.kind,
    state: action.state,
    reason: action.reason,
    cause: { ...action.cause },
    group: { id: action.groupId, name: groups.get(action.groupId)?.name ?? "—" },
    member: action.memberId ? { id: action.memberId, nickname: members.get(action.memberId)?.nickname ?? "—" } : null,
    excerpt: (action.body.tag ?? greetAll(action.body, members)).slice(0, excerptLength),
    dueAt: action.dueAt.toISOString(),
    finishedAt: action.finishedAt?.toISOString() ?? null,
    sends: sends
      .filter((send) => send.actionId === action.id)
      .map((send) => ({
        id: send.id,
        startedAt: send.startedAt.toISOString(),
        finishedAt: send.finishedAt?.toISOString() ?? null,
        result: send.result,
        answer: send.answer,
      })),
  }));
}

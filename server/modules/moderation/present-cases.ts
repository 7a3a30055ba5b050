import type { Case as CaseShape } from "../../../contract/moderation.ts";
import type { Ctx } from "../../kernel/context.ts";
import { findGroups } from "../groups/index.ts";
import { findMembers } from "../members/index.ts";
import { findActionStates } from "../messaging/index.ts";
import type { Case } from "./case.ts";
import { listReportsOf } from "./store/reports.ts";

/** Cases with names, the reports against the message, and what became of each action. A few look-ups for the whole page. */
export async function presentCases(ctx: Ctx, cases: readonly Case[]): Promise<CaseShape[]> {
  const [groups, members, actions, reports] = await Promise.all([
    findGroups(ctx, unique(cases.map((one) => one.groupId))),
    findMembers(ctx, unique(cases.map((one) => one.memberId))),
    findActionStates(
      ctx,
      cases.flatMap((one) => one.actionIds),
    ),
    listReportsOf(ctx, unique(cases.map((one) => one.messageId))),
  ]);
  return cases.map((one) => ({
    id: one.id,
    at: one.at.toISOString(),
    group: { id: one.groupId, name: groups.get(one.groupId)?.name ?? "—" },
    member: { id: one.memberId, nickname: members.get(one.memberId)?.nickname ?? "—" },
    step: one.step,
    offence: one.offence,
    expiresAt: one.expiresAt?.toISOString() ?? null,
    evidence: {
      messageId: one.messageId,
      text: one.text,
      hits: [...one.hits],
      rule: one.rule,
      reports: (reports.get(one.messageId) ?? []).map(({ at, reason, note }) => ({
        at: at.toISOString(),
        reason,
        note,
      })),
    },
    actor: { kind: one.actor.kind, name: one.actor.name },
    effects: one.actionIds.flatMap((id) => {
      const action = actions.get(id);
      return action ? [{ kind: action.kind, state: action.state }] : [];
    }),
    undone: one.undone && { ...one.undone, at: one.undone.at.toISOString() },
  }));
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

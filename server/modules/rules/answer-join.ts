import type { GroupId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { findGroups, type GroupFacts } from "../groups/index.ts";
import { findMembers, type MemberFacts } from "../members/index.ts";
import { planActions } from "../messaging/index.ts";
import { createTask } from "../tasks/index.ts";
import { findCompiledRules } from "./compiled-rules.ts";
import { evaluateRules, type Decision } from "./evaluate.ts";
import { greetJoined } from "./greet-joined.ts";
import { logBroken, minuteNow } from "./judge-batch.ts";
import { insertMatches } from "./store/matches.ts";

/** Somebody has entered a group. `eventId` tells this entry from another of the same member. */
export interface Join {
  readonly eventId: string;
  readonly groupId: GroupId;
  readonly memberId: MemberId;
}

/** Asks the rules about a member who joined, and does what they say: tag, task, greeting. */
export async function answerJoin(tx: Ctx, join: Join): Promise<void> {
  const compiled = await findCompiledRules(tx);
  if (compiled.rules.every((rule) => rule.trigger !== "member.joined")) return;
  const group = (await findGroups(tx, [join.groupId])).get(join.groupId);
  const member = (await findMembers(tx, [join.memberId])).get(join.memberId);
  if (!group || !member) return;
  const minute = await minuteNow(tx, compiled);
  const line = { trigger: "member.joined", text: "", group, member: { ...member, isTrusted: false }, minute } as const;
  const decisions = evaluateRules(compiled, line, logBroken(tx));
  if (decisions.length === 0) return;
  await insertMatches(
    tx,
    decisions.map(({ rule, hits, isDry }) => ({
      ruleId: rule.id,
      version: rule.version,
      groupId: group.id,
      memberId: member.id,
      messageId: null,
      text: "",
      hits,
      isDry,
    })),
  );
  await carryOut(tx, { join, group, member, decisions: decisions.filter((decision) => !decision.isDry) });
}

interface Answer {
  readonly join: Join;
  readonly group: GroupFacts;
  readonly member: MemberFacts;
  /** Live ones. */
  readonly decisions: readonly Decision[];
}

async function carryOut(tx: Ctx, { join, group, member, decisions }: Answer): Promise<void> {
  const asks = decisions.flatMap(({ rule, actions }) =>
    actions.map((action, index) => ({ rule, action, key: `rule/${rule.id}/${join.eventId}/${index}` })),
  );
  await planActions(
    tx,
    asks.flatMap(({ rule, action, key }) =>
      action.kind === "tag"
        ? {
            key,
            kind: "tag",
            cause: { kind: "rule", id: rule.id },
            groupId: group.id,
            memberId: member.id,
            body: { tag: action.tag },
            dueAt: tx.clock.now(),
            isAutomatic: false,
          }
        : [],
    ),
  );
  for (const { action, key } of asks)
    if (action.kind === "task")
      await createTask(tx, {
        key,
        kind: "rule",
        title: action.title,
        body: "",
        groupId: group.id,
        memberId: member.id,
      });
  // One greeting names him once: when several rules have a welcome, the first speaks.
  const welcome = asks.find((ask) => ask.action.kind === "reply");
  if (welcome?.action.kind === "reply")
    await greetJoined(tx, { rule: welcome.rule, ...welcome.action, group, memberId: member.id });
}

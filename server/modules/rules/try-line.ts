import type { GroupId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { findGroups } from "../groups/index.ts";
import { findMembers } from "../members/index.ts";
import { compileRules } from "./compile-rules.ts";
import { explainRules, type Explanation } from "./evaluate.ts";
import { logBroken, minuteNow } from "./judge-batch.ts";
import { listStoredRules } from "./store/rules.ts";

export interface Trial {
  readonly text: string;
  readonly groupId?: GroupId | undefined;
  readonly memberId?: MemberId | undefined;
  readonly isNewcomer: boolean;
}

/** What every rule would do with a line, right now; nothing is done. Refuses with group.not_found, member.not_found. */
export async function tryLine(ctx: Ctx, trial: Trial): Promise<readonly Explanation[]> {
  const { groupId, memberId } = trial;
  const group = groupId
    ? ((await findGroups(ctx, [groupId])).get(groupId) ?? refuse("group.not_found", { groupId }))
    : null;
  const member = memberId
    ? ((await findMembers(ctx, [memberId])).get(memberId) ?? refuse("member.not_found", { memberId }))
    : undefined;
  const compiled = compileRules(await listStoredRules(ctx));
  const line = {
    trigger: "message.received",
    text: trial.text,
    group,
    member: { tags: member?.tags ?? [], isTrusted: !trial.isNewcomer },
    minute: await minuteNow(ctx, compiled),
  } as const;
  return explainRules(compiled, line, logBroken(ctx));
}

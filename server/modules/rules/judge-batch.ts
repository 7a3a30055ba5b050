import type { Ctx } from "../../kernel/context.ts";
import type { Arrival } from "../messaging/index.ts";
import { getOrg } from "../org/index.ts";
import type { CompiledRules } from "./compile-rules.ts";
import { evaluateRules, type Decision, type OnBroken } from "./evaluate.ts";
import { localMinute } from "./local-minute.ts";
import { isPunishment } from "./rule.ts";

/** A message of the batch for which rules hold. */
export interface JudgedMessage {
  readonly position: number;
  readonly arrival: Arrival;
  /** Never empty. */
  readonly decisions: readonly Decision[];
}

/** Asks the rules about every message of a batch. Old talk that is brought in is left alone. */
export async function judgeBatch(
  ctx: Ctx,
  compiled: CompiledRules,
  batch: readonly Arrival[],
): Promise<JudgedMessage[]> {
  const minute = await minuteNow(ctx, compiled);
  const onBroken = logBroken(ctx);
  const judged: JudgedMessage[] = [];
  for (const [position, arrival] of batch.entries()) {
    const { inbound, group, sender } = arrival;
    if (inbound.isHistory) continue;
    const line = { trigger: "message.received", text: inbound.text, group, member: sender, minute } as const;
    const decisions = evaluateRules(compiled, line, onBroken);
    if (decisions.length > 0) judged.push({ position, arrival, decisions });
  }
  return judged;
}

/** Local time of our clock: a message carries the time its sender's device chose. */
export async function minuteNow(ctx: Ctx, compiled: CompiledRules): Promise<number> {
  return compiled.readsClock ? localMinute(ctx.clock.now(), (await getOrg(ctx)).timeZone) : 0;
}

/** Logs each broken rule once, however many messages it breaks on. */
export function logBroken(ctx: Ctx): OnBroken {
  const logged = new Set<string>();
  return (rule, error) => {
    if (logged.has(rule.id)) return;
    logged.add(rule.id);
    ctx.log.error({ error, ruleId: rule.id, version: rule.version }, "a rule is broken and was passed over");
  };
}

/** Whether a live rule acts against the message's author: then nobody else gets to see it. */
export const isCaught = ({ decisions }: JudgedMessage): boolean =>
  decisions.some((decision) => !decision.isDry && decision.actions.some(isPunishment));

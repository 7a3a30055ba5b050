/** Which replies may be given now, when a rule answers the same member or group only once in a while. */
import type { GroupId, MemberId, RuleId } from "../../../contract/ids.ts";
import type { RuleDefinition } from "./rule.ts";

/** A reply that a rule wants to give, in the order of the messages. */
export interface WantedReply {
  readonly ruleId: RuleId;
  readonly coolDown: RuleDefinition["coolDown"];
  readonly memberId: MemberId;
  readonly groupId: GroupId;
}

/** A rule is quiet towards a member or a group until an instant. */
export interface Quiet {
  readonly ruleId: RuleId;
  readonly subjectId: MemberId | GroupId;
  readonly until: Date;
}

const keyOf = (ruleId: string, subjectId: string): string => `${ruleId}/${subjectId}`;

/** Everything whose cool-down a reply must respect: at most the member and the group. */
export function subjectsOf(reply: WantedReply): { subjectId: MemberId | GroupId; minutes: number }[] {
  return [
    { subjectId: reply.memberId, minutes: reply.coolDown.memberMinutes },
    { subjectId: reply.groupId, minutes: reply.coolDown.groupMinutes },
  ].filter(({ minutes }) => minutes > 0);
}

/**
 * Lets replies pass in order: one passes only when neither its member nor its group is being left in peace,
 * and then both are, for as long as the rule says. A reply that is held back starts no cool-down.
 */
export function decideReplies<R extends WantedReply>(
  wanted: readonly R[],
  standing: readonly Quiet[],
  now: Date,
): { readonly given: readonly R[]; readonly started: readonly Quiet[] } {
  const until = new Map(standing.map((quiet) => [keyOf(quiet.ruleId, quiet.subjectId), quiet.until]));
  const started = new Map<string, Quiet>();
  const given = wanted.filter((reply) => {
    const subjects = subjectsOf(reply);
    if (subjects.some(({ subjectId }) => (until.get(keyOf(reply.ruleId, subjectId)) ?? now) > now)) return false;
    for (const { subjectId, minutes } of subjects) {
      const quiet = { ruleId: reply.ruleId, subjectId, until: new Date(now.getTime() + minutes * 60_000) };
      until.set(keyOf(reply.ruleId, subjectId), quiet.until);
      started.set(keyOf(reply.ruleId, subjectId), quiet);
    }
    return true;
  });
  return { given, started: [...started.values()] };
}

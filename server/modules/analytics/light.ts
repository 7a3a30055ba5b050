import { isQuestion } from "./question.ts";

export type Light = "healthy" | "leaning" | "unanswered" | "quiet";

/** What the light of one group is decided by; counts are of the last 7 days. */
export interface LightFacts {
  readonly messages: number;
  /** Messages of the three who said most. */
  readonly topMessages: number;
  /** The last thing said for all to see. */
  readonly lastTalk: { readonly at: Date; readonly isByMember: boolean; readonly text: string } | undefined;
  readonly now: Date;
}

export const topSpeakers = 3;
const leaningFrom = { messages: 20, share: 0.7 };
const patienceMs = 20 * 60_000;

/**
 * quiet: nobody spoke in 7 days · unanswered: the last word is a member's question that nobody has taken up for 20
 * minutes · leaning: of at least 20 messages, three people wrote 70 % or more · healthy: none of these. The first
 * that holds is shown, since it asks for the most.
 */
export function decideLight({ messages, topMessages, lastTalk, now }: LightFacts): Light {
  if (messages === 0) return "quiet";
  if (lastTalk?.isByMember && isQuestion(lastTalk.text) && now.getTime() - lastTalk.at.getTime() >= patienceMs)
    return "unanswered";
  if (messages >= leaningFrom.messages && topMessages >= leaningFrom.share * messages) return "leaning";
  return "healthy";
}

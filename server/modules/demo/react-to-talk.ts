import { reactionEmoji } from "../../../contract/messaging.ts";
import type { MemberId } from "../../../contract/ids.ts";
import { messages } from "../messaging/index.ts";
import type { Random } from "./plan/random.ts";
import type { DemoPorts } from "./ports.ts";
import type { Telling, Told } from "./tell-history.ts";

interface PlannedReaction {
  readonly told: Told;
  readonly memberId: MemberId;
  readonly emoji: (typeof reactionEmoji)[number];
}

/** Each reaction is a commit of its own, and commits of several connections share a write to the disk. */
const atOnce = 8;

/** Lets people who talked that day react to what others said: one line in nine, mostly with one or two. */
export async function reactToTalk(
  ports: Pick<DemoPorts, "ctxFor">,
  telling: Telling,
  { random, told }: { random: Random; told: readonly Told[] },
): Promise<void> {
  const planned = planReactions(random, telling, told);
  for (let from = 0; from < planned.length; from += atOnce)
    await Promise.all(
      planned.slice(from, from + atOnce).map(({ told: { groupId, messageId }, memberId, emoji }) => {
        const ctx = ports.ctxFor(telling.org, { actor: { kind: "member", id: memberId, name: "", scope: null } });
        return messages.react(ctx, { groupId, messageId, emoji, on: true });
      }),
    );
}

function planReactions(random: Random, { memberIds }: Telling, told: readonly Told[]): PlannedReaction[] {
  const talkers = Map.groupBy(told, (one) => one.groupId);
  return told
    .filter(() => random.happens(0.11))
    .flatMap((one) => {
      const others = talkers.get(one.groupId)?.map((other) => other.line.person) ?? [];
      const people = new Set(random.shuffle(others).slice(0, 1 + random.below(4)));
      const emoji = random.pick(reactionEmoji);
      return [...people].flatMap((person) => {
        const memberId = person === one.line.person ? undefined : memberIds[person];
        return memberId
          ? [{ told: one, memberId, emoji: random.happens(0.8) ? emoji : random.pick(reactionEmoji) }]
          : [];
      });
    });
}

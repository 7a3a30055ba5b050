import type { RuleAction } from "../../../contract/rules.ts";
import type { Ctx } from "../../kernel/context.ts";
import { planActions, type PlannedAction } from "../messaging/index.ts";
import { createTask } from "../tasks/index.ts";
import { decideReplies, subjectsOf, type WantedReply } from "./cool-down.ts";
import type { Decision } from "./evaluate.ts";
import { fillText } from "./fill-text.ts";
import type { JudgedMessage } from "./judge-batch.ts";
import type { Catch, Moderator } from "./moderator.ts";
import { isPunishment } from "./rule.ts";
import { lockCoolDowns, startCoolDowns } from "./store/cool-downs.ts";
import { insertMatches } from "./store/matches.ts";

/** An answer that comes later than this answers nobody any more. */
const replyStaleMs = 10 * 60_000;

/** One thing that one live rule asks for about one message. */
interface Ask<A extends RuleAction = RuleAction> {
  /** The same whenever the same message is judged by the same rule. */
  readonly key: string;
  readonly message: JudgedMessage;
  readonly decision: Decision;
  readonly action: A;
}

type Kind<K extends RuleAction["kind"]> = Extract<RuleAction, { kind: K }>;

/** Writes what follows from the decisions, in the batch's transaction; statements do not grow with messages. */
export async function recordDecisions(
  tx: Ctx,
  moderator: Moderator,
  batch: { readonly judged: readonly JudgedMessage[]; readonly held: ReadonlySet<number> },
): Promise<void> {
  const { judged, held } = batch;
  if (judged.length === 0) return;
  await insertMatches(tx, judged.flatMap(matchesOf));
  const asks = judged.flatMap(listAsks);
  const replies = await decideGivenReplies(tx, onlyKind(asks, "reply"), held);
  await planActions(tx, [
    ...replies.map(({ ask }) => planReply(tx, ask)),
    ...onlyKind(asks, "tag").map((ask) => planTag(tx, ask)),
  ]);
  for (const ask of onePerMember(onlyKind(asks, "task"))) await openTask(tx, ask);
  const catches = judged.flatMap(toCatch);
  if (catches.length > 0) await moderator.moderate(tx, catches);
}

const matchesOf = ({ arrival, decisions }: JudgedMessage) =>
  decisions.map(({ rule, hits, isDry }) => ({
    ruleId: rule.id,
    version: rule.version,
    groupId: arrival.group.id,
    memberId: arrival.sender.memberId,
    messageId: arrival.id,
    text: arrival.inbound.text,
    hits,
    isDry,
  }));

const listAsks = (message: JudgedMessage): Ask[] =>
  message.decisions
    .filter((decision) => !decision.isDry)
    .flatMap((decision) =>
      decision.actions.map((action, index) => ({
        key: `rule/${decision.rule.id}/${message.arrival.id}/${index}`,
        message,
        decision,
        action,
      })),
    );

const onlyKind = <K extends RuleAction["kind"]>(asks: readonly Ask[], kind: K): Ask<Kind<K>>[] =>
  asks.filter((ask): ask is Ask<Kind<K>> => ask.action.kind === kind);

/** Nobody answers a message that the group does not see; cool-downs decide about the rest. */
async function decideGivenReplies(tx: Ctx, asks: readonly Ask<Kind<"reply">>[], held: ReadonlySet<number>) {
  const wanted = asks
    .filter((ask) => !held.has(ask.message.position))
    .map((ask): WantedReply & { ask: Ask<Kind<"reply">> } => ({
      ask,
      ruleId: ask.decision.rule.id,
      coolDown: ask.decision.rule.coolDown,
      memberId: ask.message.arrival.sender.memberId,
      groupId: ask.message.arrival.group.id,
    }));
  const keys = new Map(
    wanted.flatMap((reply) =>
      subjectsOf(reply).map(({ subjectId }) => [`${reply.ruleId}/${subjectId}`, { ruleId: reply.ruleId, subjectId }]),
    ),
  );
  const { given, started } = decideReplies(wanted, await lockCoolDowns(tx, [...keys.values()]), tx.clock.now());
  await startCoolDowns(tx, started);
  return given;
}

function planReply(tx: Ctx, { key, message, decision, action }: Ask<Kind<"reply">>): PlannedAction {
  const { arrival } = message;
  const now = tx.clock.now();
  const text = fillText(action.text, { nickname: arrival.sender.nickname, group: arrival.group.name });
  return {
    key,
    kind: "post",
    cause: { kind: "rule", id: decision.rule.id },
    groupId: arrival.group.id,
    memberId: arrival.sender.memberId,
    body: action.mention ? { text, replyTo: arrival.id, mentions: [arrival.sender.memberId] } : { text },
    dueAt: now,
    expiresAt: new Date(now.getTime() + replyStaleMs),
    isAutomatic: true,
  };
}

/** A tag says nothing to anybody: quiet hours and caps are not for it. */
const planTag = (tx: Ctx, { key, message, decision, action }: Ask<Kind<"tag">>): PlannedAction => ({
  key,
  kind: "tag",
  cause: { kind: "rule", id: decision.rule.id },
  groupId: message.arrival.group.id,
  memberId: message.arrival.sender.memberId,
  body: { tag: action.tag },
  dueAt: tx.clock.now(),
  isAutomatic: false,
});

/** A person needs one card about a member, not one for each line of a flood; the matches have them all. */
function onePerMember(asks: readonly Ask<Kind<"task">>[]): Ask<Kind<"task">>[] {
  const first = new Map<string, Ask<Kind<"task">>>();
  for (const ask of asks) {
    const key = `${ask.decision.rule.id}/${ask.message.arrival.sender.memberId}/${ask.action.title}`;
    if (!first.has(key)) first.set(key, ask);
  }
  return [...first.values()];
}

const openTask = (tx: Ctx, { key, message: { arrival }, action }: Ask<Kind<"task">>): Promise<unknown> =>
  createTask(tx, {
    key,
    kind: "rule",
    title: action.title,
    body: arrival.inbound.text,
    groupId: arrival.group.id,
    memberId: arrival.sender.memberId,
    messageId: arrival.id,
  });

function toCatch({ arrival, decisions }: JudgedMessage): Catch[] {
  const grounds = decisions
    .filter((decision) => !decision.isDry)
    .map(({ rule, hits, actions }) => ({
      rule: { id: rule.id, name: rule.name, version: rule.version },
      hits,
      asks: actions.filter(isPunishment),
    }))
    .filter((ground) => ground.asks.length > 0);
  if (grounds.length === 0) return [];
  const { id, inbound, group, sender } = arrival;
  return [{ messageId: id, text: inbound.text, group, memberId: sender.memberId, grounds }];
}

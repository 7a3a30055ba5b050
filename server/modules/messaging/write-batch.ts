/**
 * One batch of one org, from facts to commit: load facts, decide who may speak, let the hooks look, store what
 * is new, let the hooks record their consequences, commit once, then tell the sockets.
 */
import type { MessageId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { sqlState } from "../../kernel/database.ts";
import { shardOf } from "../../kernel/shard.ts";
import { findMemberships, type GroupFacts, type MembershipFacts } from "../groups/index.ts";
import type { Arrival, BatchHook, Inbound, Outcome, Verdict } from "./arrival.ts";
import { decideAcceptance } from "./decide-acceptance.ts";
import { knownGroups, knownMembers } from "./known-facts.ts";
import type { MessageExtra, StoredMessage } from "./message.ts";
import type { RecentRepeats } from "./recent-repeats.ts";
import { dedupeKey, findByKeys, insertMessages, insertNewMessages } from "./store/messages.ts";

export interface BatchPorts {
  readonly hooks: readonly BatchHook[];
  /** Called after the commit with what was stored for the first time. */
  readonly announce: (ctx: Ctx, stored: readonly { message: StoredMessage; arrival: Arrival }[]) => void;
}

interface Writing extends BatchPorts {
  readonly repeats: RecentRepeats;
}

/** Writes the batch and says for each inbound, in order, what became of it. Throws when nothing was written. */
export async function writeBatch(ctx: Ctx, ports: Writing, batch: readonly Inbound[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const accepted = await acceptAll(ctx, batch, outcomes);
  if (accepted.length === 0) return outcomes;
  const arrivals = accepted.map((entry) => entry.arrival);
  const verdicts = await judgeAll(ctx, ports.hooks, arrivals);
  const held = new Set(verdicts.flatMap((verdict) => [...verdict.held]));
  const messages = arrivals.map((arrival, index) => toMessage(arrival, held.has(index)));
  const rows = chooseFirsts(messages);

  const commit = (insert: (tx: Ctx) => Promise<ReadonlySet<number>>) =>
    ctx.transaction(async (tx) => {
      const stored = await insert(tx);
      if (stored.size > 0) for (const verdict of verdicts) await verdict.record(tx, { fresh: stored, held });
      tx.afterCommit(() => ports.announce(ctx, pickFresh({ messages, arrivals, fresh: stored })));
      return stored;
    });
  const fresh = await storeOnce(ctx, ports.repeats, { rows, commit });

  const repeats = await findRepeats(ctx, messages, fresh);
  for (const [index, entry] of accepted.entries()) {
    const message = messages[index];
    if (message)
      outcomes[entry.position] = outcomeOf(message, fresh.has(index) ? undefined : repeats.get(dedupeKey(message)));
  }
  return outcomes;
}

interface Accepted {
  readonly position: number;
  readonly arrival: Arrival;
}

/** Joins each inbound with its facts; those that may not speak get their refusal in `outcomes` right away. */
async function acceptAll(ctx: Ctx, batch: readonly Inbound[], outcomes: Outcome[]): Promise<Accepted[]> {
  const [groups, memberships, members] = await Promise.all([
    knownGroups.find(ctx, new Set(batch.map((inbound) => inbound.groupId))),
    findMemberships(ctx, batch),
    knownMembers.find(ctx, new Set(batch.map((inbound) => inbound.memberId))),
  ]);
  const now = ctx.clock.now();
  const accepted: Accepted[] = [];
  for (const [position, inbound] of batch.entries()) {
    const group: GroupFacts | undefined = groups.get(inbound.groupId);
    const membership: MembershipFacts | undefined = memberships.get(inbound);
    const decision = decideAcceptance(inbound, { group, membership, now });
    const member = members.get(inbound.memberId);
    if (decision.ok && group && membership && member) {
      const sender = {
        memberId: inbound.memberId,
        nickname: member.nickname,
        tags: member.tags,
        isTrusted: membership.isTrusted,
        joinedAt: membership.joinedAt,
      };
      accepted.push({ position, arrival: { id: ctx.ids.at<MessageId>(idTime(inbound, now)), inbound, group, sender } });
    } else
      outcomes[position] = {
        kind: "refused",
        ...(decision.ok
          ? { code: "member.not_in_group", detail: {} }
          : { code: decision.code, detail: decision.detail }),
      };
  }
  return accepted;
}

/** On the web people see messages in the order they arrive; elsewhere, and in old talk, the carrier's time orders. */
const idTime = (inbound: Inbound, now: Date): Date =>
  inbound.carrier === "web" && !inbound.isHistory ? now : inbound.at;

async function judgeAll(ctx: Ctx, hooks: readonly BatchHook[], arrivals: readonly Arrival[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const hook of hooks) {
    const verdict = await hook.judge(ctx, arrivals);
    if (verdict) verdicts.push(verdict);
  }
  return verdicts;
}

function toMessage({ id, inbound }: Arrival, isHeld: boolean): StoredMessage {
  const extra = extraOf(inbound);
  return {
    id,
    groupId: inbound.groupId,
    at: inbound.at,
    externalId: inbound.externalId,
    senderKind: "member",
    senderId: inbound.memberId,
    kind: inbound.kind,
    // PostgreSQL text cannot hold NUL; nothing else is changed about what was said.
    text: inbound.text.replaceAll("\u0000", ""),
    extra,
    state: isHeld ? "held" : "shown",
    visibleTo: null,
  };
}

function extraOf(inbound: Inbound): MessageExtra | null {
  const extra = {
    ...(inbound.picture ? { picture: inbound.picture as NonNullable<MessageExtra["picture"]> } : {}),
    ...(inbound.replyTo ? { replyTo: inbound.replyTo } : {}),
    ...(inbound.mentions && inbound.mentions.length > 0 ? { mentions: inbound.mentions } : {}),
  };
  return Object.keys(extra).length > 0 ? extra : null;
}

interface Row {
  readonly index: number;
  readonly key: string;
  readonly message: StoredMessage;
}

/** The first of each key, in the order of the table's key. What comes twice in one batch counts once. */
function chooseFirsts(messages: readonly StoredMessage[]): Row[] {
  const first = new Map<string, Row>();
  for (const [index, message] of messages.entries()) {
    const key = dedupeKey(message);
    if (!first.has(key)) first.set(key, { index, key, message });
  }
  return [...first.values()].toSorted(byKey);
}

const byKey = ({ message: a }: Row, { message: b }: Row): number =>
  shardOf(a.groupId) - shardOf(b.groupId) || a.at.getTime() - b.at.getTime() || (a.externalId < b.externalId ? -1 : 1);

/** Fewer rows than this are written so fast that how does not matter. */
const manyRows = 200;

interface Storing {
  readonly rows: readonly Row[];
  /** Runs the insert as the first statement of the batch's transaction. */
  readonly commit: (insert: (tx: Ctx) => Promise<ReadonlySet<number>>) => Promise<ReadonlySet<number>>;
}

/**
 * Stores what is new and gives the positions of that. Repeats are rare, and looking for one at each row costs as much
 * as writing it: so many rows are written as if all were new. If one is not, nothing is written, and they are written
 * again with the look; for a while then all batches of the org are.
 */
async function storeOnce(ctx: Ctx, repeats: RecentRepeats, { rows, commit }: Storing): Promise<ReadonlySet<number>> {
  const messages = rows.map((row) => row.message);
  if (rows.length >= manyRows && !repeats.areLikely(ctx))
    try {
      return await commit(async (tx) => {
        await insertNewMessages(tx, messages);
        return new Set(rows.map((row) => row.index));
      });
    } catch (error) {
      if (sqlState(error) !== uniqueViolation) throw error;
    }
  const fresh = await commit(async (tx) => {
    const stored = await insertMessages(tx, messages);
    return new Set(rows.filter((row) => stored.has(row.key)).map((row) => row.index));
  });
  if (fresh.size < rows.length) repeats.saw(ctx);
  return fresh;
}

const uniqueViolation = "23505";

function pickFresh(all: {
  messages: readonly StoredMessage[];
  arrivals: readonly Arrival[];
  fresh: ReadonlySet<number>;
}): { message: StoredMessage; arrival: Arrival }[] {
  return all.messages.flatMap((message, index) => {
    const arrival = all.arrivals[index];
    return arrival && all.fresh.has(index) ? [{ message, arrival }] : [];
  });
}

async function findRepeats(
  ctx: Ctx,
  messages: readonly StoredMessage[],
  fresh: ReadonlySet<number>,
): ReturnType<typeof findByKeys> {
  return findByKeys(
    ctx,
    messages.filter((_, index) => !fresh.has(index)),
  );
}

function outcomeOf(
  message: StoredMessage,
  repeat: { id: MessageId; state: StoredMessage["state"] } | undefined,
): Outcome {
  const told = repeat ?? message;
  return {
    kind: "stored",
    id: told.id,
    isRepeat: repeat !== undefined,
    state: told.state === "held" ? "held" : "shown",
  };
}

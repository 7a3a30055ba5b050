import { sql } from "kysely";
import type { GroupId, MemberId, MessageId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { instants, smallints, texts, uuids } from "../../../kernel/binary-array.ts";
import { firstIdAt, timeOfId } from "../../../kernel/ids.ts";
import { within } from "../../../kernel/scope.ts";
import { shardOf } from "../../../kernel/shard.ts";
import { keyWindow, type StoredMessage } from "../message.ts";
import { tables } from "./tables.ts";

const columns = sql.raw(`id, group_id as "groupId", at, external_id as "externalId", sender_kind as "senderKind",
  sender_id as "senderId", kind, text, extra, state, visible_to as "visibleTo"`);

/** What makes a message the same message: the table's key, of which repeats carry every part. */
export const dedupeKey = (message: Pick<StoredMessage, "groupId" | "at" | "externalId">): string =>
  `${shardOf(message.groupId)}/${message.at.getTime()}/${message.externalId}`;

/** Rows must come sorted by (shard, at, external id): unsorted ones deadlock with another batch. */
const insertion = (tx: Ctx, rows: readonly StoredMessage[]) => sql`
  insert into messages (org_id, shard, at, external_id, id, group_id, sender_kind, sender_id, kind, text, extra, state, visible_to)
  select ${tx.org}::uuid, r.shard, r.at, r.external_id, r.id, r.group_id, r.sender_kind, r.sender_id, r.kind, r.text,
         r.extra::jsonb, r.state, r.visible_to
  from unnest(
    ${smallints(rows.map((m) => shardOf(m.groupId)))}::smallint[], ${instants(rows.map((m) => m.at))}::timestamptz[],
    ${texts(rows.map((m) => m.externalId))}::text[], ${uuids(rows.map((m) => m.id))}::uuid[],
    ${uuids(rows.map((m) => m.groupId))}::uuid[], ${texts(rows.map((m) => m.senderKind))}::text[],
    ${uuids(rows.map((m) => m.senderId))}::uuid[], ${texts(rows.map((m) => m.kind))}::text[],
    ${texts(rows.map((m) => m.text))}::text[], ${texts(rows.map((m) => (m.extra ? JSON.stringify(m.extra) : null)))}::text[],
    ${texts(rows.map((m) => m.state))}::text[], ${uuids(rows.map((m) => m.visibleTo))}::uuid[])
    as r (shard, at, external_id, id, group_id, sender_kind, sender_id, kind, text, extra, state, visible_to)`;

/**
 * Stores messages that are all new. Fails with a unique violation (23505) when one is stored already. Half the cost
 * of asking row by row, and as cheap as COPY (measured 2026-11: 12 µs a row against 23, COPY 13).
 */
export async function insertNewMessages(tx: Ctx, rows: readonly StoredMessage[]): Promise<void> {
  await insertion(tx, rows).execute(tx.db);
}

/** Stores messages that are not stored yet and returns the dedupe keys of those that are new. */
export async function insertMessages(tx: Ctx, rows: readonly StoredMessage[]): Promise<Set<string>> {
  const { rows: stored } = await sql<Pick<StoredMessage, "groupId" | "at" | "externalId">>`
    ${insertion(tx, rows)} on conflict do nothing
    returning group_id as "groupId", at, external_id as "externalId"`.execute(tx.db);
  return new Set(stored.map(dedupeKey));
}

/** What is stored under these dedupe keys: the first tellings of messages that came again. */
export async function findByKeys(
  ctx: Ctx,
  keys: readonly Pick<StoredMessage, "groupId" | "at" | "externalId">[],
): Promise<Map<string, { id: MessageId; state: StoredMessage["state"] }>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<Pick<StoredMessage, "id" | "state" | "groupId" | "at" | "externalId">>`
    select m.id, m.state, m.group_id as "groupId", m.at, m.external_id as "externalId"
    from unnest(${keys.map((k) => shardOf(k.groupId))}::smallint[], ${keys.map((k) => k.at)}::timestamptz[], ${keys.map((k) => k.externalId)}::text[])
      as k (shard, at, external_id)
    join messages m on m.shard = k.shard and m.org_id = ${ctx.org} and m.at = k.at and m.external_id = k.external_id`.execute(
    ctx.db,
  );
  return new Map(rows.map((row) => [dedupeKey(row), { id: row.id, state: row.state }]));
}

export interface HistoryQuery {
  readonly groupId: GroupId;
  readonly before?: MessageId | undefined;
  readonly after?: MessageId | undefined;
  readonly limit: number;
  /** Null for staff, who see everything. */
  readonly viewer: MemberId | null;
}

/**
 * How far `after` reaches back before the id it is given: a message that was committed a little later than a
 * newer one would otherwise never be read. Clients drop what they have.
 */
const overlapMs = 15_000;

/** A stretch of a group's messages in order of time, one more than `limit` when there is more. */
export async function listMessages(ctx: Ctx, query: HistoryQuery): Promise<StoredMessage[]> {
  const forward = query.after !== undefined;
  const bound = query.after ? firstIdAt(timeOfId(query.after) - overlapMs) : (query.before ?? null);
  const { rows } = await sql<StoredMessage>`
    select ${columns} from messages
    where shard = ${shardOf(query.groupId)} and org_id = ${ctx.org} and group_id = ${query.groupId}
      and (${bound}::uuid is null or case when ${forward} then id >= ${bound}::uuid else id < ${bound}::uuid end)
      and (${query.viewer}::uuid is null
           or (visible_to is null and (state <> 'held' or sender_id = ${query.viewer}::uuid)) or visible_to = ${query.viewer}::uuid)
    order by id ${forward ? sql`asc` : sql`desc`} limit ${query.limit + 1}`.execute(ctx.db);
  return forward ? rows : rows.toReversed();
}

/** A message of a group. Its id carries its time, so only the partitions around that are looked at. */
export async function findMessage(
  ctx: Ctx,
  at: { groupId: GroupId; messageId: MessageId },
): Promise<StoredMessage | undefined> {
  return (await findMessages(ctx, { groupId: at.groupId, messageIds: [at.messageId] }))[0];
}

export async function findMessages(
  ctx: Ctx,
  query: { groupId: GroupId; messageIds: readonly MessageId[] },
): Promise<StoredMessage[]> {
  if (query.messageIds.length === 0) return [];
  const { rows } = await sql<StoredMessage>`
    select ${columns} from messages
    where shard = ${shardOf(query.groupId)} and org_id = ${ctx.org} and group_id = ${query.groupId}
      and id = any(${query.messageIds}::uuid[])`.execute(ctx.db);
  return rows;
}

/** Changes a message's state unless it already is in one of `unless`; returns it as it is now, undefined when nothing changed. */
export async function updateMessageState(
  tx: Ctx,
  change: {
    groupId: GroupId;
    messageId: MessageId;
    to: StoredMessage["state"];
    from: readonly StoredMessage["state"][];
  },
): Promise<StoredMessage | undefined> {
  const ms = timeOfId(change.messageId);
  const { rows } = await sql<StoredMessage>`
    update messages set state = ${change.to}
    where shard = ${shardOf(change.groupId)} and org_id = ${tx.org} and group_id = ${change.groupId} and id = ${change.messageId}
      and at between ${new Date(ms - keyWindow.backMs - 60_000)} and ${new Date(ms + 60_000 + keyWindow.aheadMs)}
      and state = any(${change.from}::text[])
    returning ${columns}`.execute(tx.db);
  return rows[0];
}

export async function listReactions(
  ctx: Ctx,
  query: { groupId: GroupId; messageIds: readonly MessageId[]; viewer: string | null },
): Promise<{ messageId: MessageId; emoji: string; count: number; mine: boolean }[]> {
  if (query.messageIds.length === 0) return [];
  const { rows } = await sql<{ messageId: MessageId; emoji: string; count: number; mine: boolean }>`
    select message_id as "messageId", emoji, count(*)::int as count, coalesce(bool_or(member_id = ${query.viewer}::uuid), false) as mine
    from message_reactions
    where shard = ${shardOf(query.groupId)} and org_id = ${ctx.org} and group_id = ${query.groupId}
      and message_id = any(${query.messageIds}::uuid[])
    group by 1, 2 order by min(at)`.execute(ctx.db);
  return rows;
}

export interface Reaction {
  readonly groupId: GroupId;
  readonly messageId: MessageId;
  readonly emoji: string;
  readonly memberId: MemberId;
}

/** Adds or takes away a reaction and counts what stands there now. */
export async function setReaction(tx: Ctx, reaction: Reaction, on: boolean): Promise<number> {
  const { groupId, messageId, emoji, memberId } = reaction;
  const key = {
    org_id: tx.org,
    shard: shardOf(groupId),
    group_id: groupId,
    message_id: messageId,
    emoji,
    member_id: memberId,
  };
  if (on)
    await tables(tx)
      .insertInto("message_reactions")
      .values({ ...key, at: tx.clock.now() })
      .onConflict((c) => c.doNothing())
      .execute();
  else
    await sql`delete from message_reactions where shard = ${key.shard} and org_id = ${key.org_id} and group_id = ${groupId}
      and message_id = ${messageId} and emoji = ${emoji} and member_id = ${memberId}`.execute(tx.db);
  const [row] = await listReactions(tx, { groupId, messageIds: [messageId], viewer: null }).then((all) =>
    all.filter((r) => r.emoji === emoji),
  );
  return row?.count ?? 0;
}

export async function searchMessages(
  ctx: Ctx,
  query: { text: string; groupId?: GroupId | undefined; since: Date; limit: number },
): Promise<StoredMessage[]> {
  const pattern = `%${query.text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const { rows } = await sql<StoredMessage>`
    select ${columns} from messages
    where org_id = ${ctx.org} and at >= ${query.since} and visible_to is null and text ilike ${pattern}
      and ${within(ctx, "group", sql.ref("group_id"))}
      and (${query.groupId ?? null}::uuid is null or (group_id = ${query.groupId ?? null}::uuid and shard = ${query.groupId ? shardOf(query.groupId) : 0}))
    order by id desc limit ${query.limit}`.execute(ctx.db);
  return rows;
}

export async function findLatestId(ctx: Ctx, groupId: GroupId, viewer: MemberId | null): Promise<MessageId | null> {
  const [latest] = await listMessages(ctx, { groupId, limit: 1, viewer }).then((rows) => rows.slice(-1));
  return latest?.id ?? null;
}

/** What a member said and showed, for the member's own data. */
export async function countByMember(ctx: Ctx, memberId: MemberId): Promise<{ messages: number; pictures: number }> {
  const { rows } = await sql<{ messages: number; pictures: number }>`
    select (select count(*) from messages where org_id = ${ctx.org} and sender_id = ${memberId}) as messages,
           (select count(*) from pictures where org_id = ${ctx.org} and owner_id = ${memberId}) as pictures`.execute(
    ctx.db,
  );
  return rows[0] ?? { messages: 0, pictures: 0 };
}

export async function listByMember(ctx: Ctx, memberId: MemberId): Promise<StoredMessage[]> {
  const { rows } = await sql<StoredMessage>`
    select ${columns} from messages where org_id = ${ctx.org} and sender_id = ${memberId} order by id`.execute(ctx.db);
  return rows;
}

/** Empties what a member said, showed and was told; the rows stay, so that counts do not change. */
export async function eraseByMember(tx: Ctx, memberId: MemberId): Promise<void> {
  await sql`update messages set text = '', extra = null, state = 'recalled' where org_id = ${tx.org} and sender_id = ${memberId}`.execute(
    tx.db,
  );
  await sql`update messages set text = '' where org_id = ${tx.org} and visible_to = ${memberId}`.execute(tx.db);
  await sql`delete from pictures where org_id = ${tx.org} and owner_id = ${memberId}`.execute(tx.db);
  await sql`delete from message_reactions where org_id = ${tx.org} and member_id = ${memberId}`.execute(tx.db);
  await sql`update actions set body = body - 'text' where org_id = ${tx.org} and member_id = ${memberId}`.execute(
    tx.db,
  );
}

/** Keeps what could not be stored, as it came. */
export async function insertRejected(
  ctx: Ctx,
  rejected: { groupId: string; carrier: string; body: unknown; error: string },
): Promise<void> {
  await tables(ctx)
    .insertInto("inbound_rejected")
    .values({
      org_id: ctx.org,
      shard: shardOf(rejected.groupId),
      id: ctx.ids.next(),
      at: ctx.clock.now(),
      carrier: rejected.carrier,
      // NUL cannot be stored in jsonb; its escape can, doubled.
      body: JSON.stringify(rejected.body).replaceAll(String.raw`\u0000`, ""),
      error: rejected.error,
    })
    .execute();
}

/** Makes the partitions of these months. Runs outside the batch: a table must not be made in the writing transaction. */
export async function createPartitions(ctx: Ctx, months: readonly string[]): Promise<void> {
  for (const month of months) {
    const [year = 0, index = 1] = month.split("-").map(Number);
    const next = index === 12 ? `${year + 1}-01` : `${year}-${String(index + 1).padStart(2, "0")}`;
    await sql`create table if not exists ${sql.id(`messages_${month.replace("-", "_")}`)} partition of messages
      for values from (${sql.lit(`${month}-01 00:00:00+00`)}) to (${sql.lit(`${next}-01 00:00:00+00`)})`.execute(
      ctx.db,
    );
  }
}

import { sql, type Selectable } from "kysely";
import type { OrgId, StaffId } from "../../../../contract/ids.ts";
import type { Actor, Ctx } from "../../../kernel/context.ts";
import { tables, type AuditTable } from "./tables.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Who did it: a person, a member, the program, or a token in somebody's name. */
export interface AuditActor {
  readonly kind: Actor["kind"] | "token";
  readonly id: string | null;
  readonly name: string;
  readonly onBehalfOf: { readonly id: StaffId; readonly name: string } | null;
}

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly actor: AuditActor;
  readonly act: string;
  readonly subject: { readonly kind: string; readonly id: string; readonly name: string };
  readonly before: Fields | null;
  readonly after: Fields | null;
}

export type StoredAudit = AuditRow & { readonly undone: { readonly at: Date; readonly by: string } | null };

export interface AuditQuery {
  readonly staffId?: StaffId | undefined;
  readonly act?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  /** First and last day, both included, in the time zone given. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly timeZone: string;
  /** Older than this entry. */
  readonly before?: { readonly at: Date; readonly id: string } | undefined;
  readonly limit: number;
}

const toJson = (fields: Fields | null): string | null => (fields ? JSON.stringify(fields) : null);

export async function insertAudit(tx: Ctx, orgId: OrgId, row: AuditRow): Promise<void> {
  await tables(tx)
    .insertInto("audit_log")
    .values({
      org_id: orgId,
      id: row.id,
      at: row.at,
      actor_kind: row.actor.kind,
      actor_id: row.actor.id,
      actor_name: row.actor.name,
      on_behalf_id: row.actor.onBehalfOf?.id ?? null,
      on_behalf_name: row.actor.onBehalfOf?.name ?? null,
      act: row.act,
      subject_kind: row.subject.kind,
      subject_id: row.subject.id,
      subject_name: row.subject.name,
      before: toJson(row.before),
      after: toJson(row.after),
    })
    .execute();
}

/** Newest first. */
export async function listAuditRows(ctx: Ctx, query: AuditQuery): Promise<StoredAudit[]> {
  const { staffId, act, subjectKind, subjectId, from, to, before, timeZone } = query;
  const rows = await tables(ctx)
    .selectFrom("audit_log")
    .selectAll()
    .where("org_id", "=", ctx.org)
    .$if(staffId !== undefined, (q) =>
      q.where((at) => at.or([at("actor_id", "=", staffId ?? null), at("on_behalf_id", "=", staffId ?? null)])),
    )
    .$if(act !== undefined, (q) => q.where("act", "=", act ?? ""))
    .$if(subjectKind !== undefined, (q) => q.where("subject_kind", "=", subjectKind ?? ""))
    .$if(subjectId !== undefined, (q) => q.where("subject_id", "=", subjectId ?? ""))
    .$if(from !== undefined, (q) =>
      q.where(sql<boolean>`at >= (${from}::date)::timestamp at time zone ${timeZone}::text`),
    )
    .$if(to !== undefined, (q) =>
      q.where(sql<boolean>`at < (${to}::date + 1)::timestamp at time zone ${timeZone}::text`),
    )
    .$if(before !== undefined, (q) =>
      q.where(sql<boolean>`(at, id) < (${before?.at}::timestamptz, ${before?.id}::uuid)`),
    )
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(query.limit)
    .execute();
  return rows.map(toAudit);
}

/** An entry held until the transaction ends: two who undo it at once follow each other. */
export async function lockAudit(tx: Ctx, id: string): Promise<StoredAudit | undefined> {
  const row = await tables(tx)
    .selectFrom("audit_log")
    .selectAll()
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row && toAudit(row);
}

/** Writes down that the acting person took an entry back that `lockAudit` holds. */
export async function markUndone(tx: Ctx, id: string): Promise<void> {
  await tables(tx)
    .updateTable("audit_log")
    .set({ undone_at: tx.clock.now(), undone_by: tx.actor.id, undone_by_name: tx.actor.name })
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .execute();
}

function toAudit(row: Selectable<AuditTable>): StoredAudit {
  return {
    id: row.id,
    at: row.at,
    actor: {
      kind: row.actor_kind,
      id: row.actor_id,
      name: row.actor_name,
      onBehalfOf: row.on_behalf_id ? { id: row.on_behalf_id, name: row.on_behalf_name ?? "" } : null,
    },
    act: row.act,
    subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name },
    before: asFields(row.before),
    after: asFields(row.after),
    undone: row.undone_at && { at: row.undone_at, by: row.undone_by_name ?? "" },
  };
}

const asFields = (json: unknown): Fields | null => (typeof json === "object" && json !== null ? { ...json } : null);

/** Keeps that something was done, and by whom of the staff, but no longer a member's name or words. */
export async function clearAuditOfMember(tx: Ctx, memberId: string): Promise<void> {
  await tables(tx)
    .updateTable("audit_log")
    .set({ subject_name: "", before: null, after: null })
    .where("org_id", "=", tx.org)
    .where("subject_kind", "=", "member")
    .where("subject_id", "=", memberId)
    .execute();
  await tables(tx)
    .updateTable("audit_log")
    .set({ actor_name: "", subject_name: "", before: null, after: null })
    .where("org_id", "=", tx.org)
    .where("actor_kind", "=", "member")
    .where("actor_id", "=", memberId)
    .execute();
}

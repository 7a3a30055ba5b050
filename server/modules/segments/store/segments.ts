import { sql } from "kysely";
import type { SegmentId } from "../../../../contract/ids.ts";
import { Condition } from "../../../../contract/segments.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { sqlState } from "../../../kernel/database.ts";
import { refuse } from "../../../kernel/problem.ts";
import type { Segment } from "../segment.ts";
import { tables, type SegmentRow } from "./tables.ts";

/** Throws when what is stored is no condition of this version of the program. */
const toSegment = (row: SegmentRow): Segment => ({
  id: row.id,
  name: row.name,
  subject: row.subject,
  condition: Condition.parse(row.condition),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const inUse = (ctx: Ctx) =>
  tables(ctx).selectFrom("segments").selectAll().where("org_id", "=", ctx.org).where("archived_at", "is", null);

/** All segments that are not archived, by name. One that cannot be read is left out and logged. */
export async function listStoredSegments(ctx: Ctx): Promise<Segment[]> {
  const rows = await inUse(ctx).orderBy("name").orderBy("id").execute();
  return rows.flatMap((row) => readable(ctx, row));
}

/**
 * The same, held until the transaction ends: two changes at once could otherwise close a cycle between them, or
 * archive what the other one begins to name. In the order of ids, so that nobody waits in a circle.
 */
export async function lockSegments(tx: Ctx): Promise<Segment[]> {
  const rows = await inUse(tx).orderBy("id").forUpdate().execute();
  return rows.flatMap((row) => readable(tx, row));
}

/** Keeps these from being archived until the transaction ends. */
export async function holdSegments(tx: Ctx, ids: readonly SegmentId[]): Promise<void> {
  if (ids.length === 0) return;
  await inUse(tx)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .orderBy("id")
    .forShare()
    .execute();
}

function readable(ctx: Ctx, row: SegmentRow): Segment[] {
  try {
    return [toSegment(row)];
  } catch (error) {
    ctx.log.error({ error, segmentId: row.id }, "a segment cannot be read and is left out");
    return [];
  }
}

/** One that was archived, held until the transaction ends. */
export async function lockArchived(tx: Ctx, id: SegmentId): Promise<Segment | undefined> {
  const row = await tables(tx)
    .selectFrom("segments")
    .selectAll()
    .where("org_id", "=", tx.org)
    .where("id", "=", id)
    .where("archived_at", "is not", null)
    .forUpdate()
    .executeTakeFirst();
  return row && toSegment(row);
}

/** Refuses with segment.name_taken. */
export const insertSegment = (tx: Ctx, segment: Segment): Promise<void> =>
  refuseTakenName(segment, async () => {
    await tables(tx)
      .insertInto("segments")
      .values({
        org_id: tx.org,
        id: segment.id,
        name: segment.name,
        subject: segment.subject,
        condition: JSON.stringify(segment.condition),
        created_at: segment.createdAt,
        updated_at: segment.updatedAt,
        archived_at: null,
      })
      .execute();
  });

/** Writes name, condition and whether it is archived. Refuses with segment.name_taken. */
export const updateStoredSegment = (tx: Ctx, segment: Segment, archivedAt: Date | null = null): Promise<void> =>
  refuseTakenName(segment, async () => {
    await tables(tx)
      .updateTable("segments")
      .set({
        name: segment.name,
        condition: JSON.stringify(segment.condition),
        updated_at: segment.updatedAt,
        archived_at: archivedAt,
      })
      .where("org_id", "=", tx.org)
      .where("id", "=", segment.id)
      .execute();
  });

async function refuseTakenName({ name }: Segment, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (sqlState(error) === "23505") refuse("segment.name_taken", { name });
    throw error;
  }
}

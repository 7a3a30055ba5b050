import { sql } from "kysely";
import type { GroupId, PictureId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { shardOf } from "../../../kernel/shard.ts";
import { tables } from "./tables.ts";

export interface NewPicture {
  readonly ownerId: string;
  readonly width: number;
  readonly height: number;
  readonly jpeg: Buffer;
  readonly smallJpeg: Buffer;
}

export async function insertPicture(tx: Ctx, picture: NewPicture): Promise<PictureId> {
  const id = tx.ids.next<PictureId>();
  await tables(tx)
    .insertInto("pictures")
    .values({
      org_id: tx.org,
      shard: shardOf(id),
      id,
      owner_id: picture.ownerId,
      group_id: null,
      width: picture.width,
      height: picture.height,
      jpeg: picture.jpeg,
      small_jpeg: picture.smallJpeg,
      created_at: tx.clock.now(),
    })
    .execute();
  return id;
}

/** Binds a picture to the group it is sent to. Only its owner can, and only once: a second group gets its own upload. */
export async function claimPicture(
  tx: Ctx,
  claim: { pictureId: PictureId; ownerId: string; groupId: GroupId },
): Promise<{ id: PictureId; width: number; height: number } | undefined> {
  const { rows } = await sql<{ id: PictureId; width: number; height: number }>`
    update pictures set group_id = ${claim.groupId}
    where shard = ${shardOf(claim.pictureId)} and org_id = ${tx.org} and id = ${claim.pictureId} and owner_id = ${claim.ownerId}
      and (group_id is null or group_id = ${claim.groupId})
    returning id, width, height`.execute(tx.db);
  return rows[0];
}

export async function findPicture(
  ctx: Ctx,
  query: { id: PictureId; small: boolean },
): Promise<{ ownerId: string; groupId: GroupId | null; bytes: Buffer } | undefined> {
  const { rows } = await sql<{ ownerId: string; groupId: GroupId | null; bytes: Buffer }>`
    select owner_id as "ownerId", group_id as "groupId", ${query.small ? sql`small_jpeg` : sql`jpeg`} as bytes from pictures
    where shard = ${shardOf(query.id)} and org_id = ${ctx.org} and id = ${query.id}`.execute(ctx.db);
  return rows[0];
}

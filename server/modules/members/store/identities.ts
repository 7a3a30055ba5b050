import type { CarrierName } from "../../../../contract/groups.ts";
import type { MemberId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { shardOf } from "../../../kernel/shard.ts";
import type { Consent, Identity } from "../member.ts";
import { shardOfText, tables } from "./tables.ts";

export interface IdentityKey {
  readonly carrier: CarrierName;
  /** The carrier's own id of the person. */
  readonly externalId: string;
}

const shardOfIdentity = (key: IdentityKey): number => shardOfText(`${key.carrier}/${key.externalId}`);

/**
 * Gives the identity to the member, unless somebody has it. Two at once: the second waits here until the first
 * has committed, and then sees false.
 */
export async function insertIdentity(tx: Ctx, key: IdentityKey, memberId: MemberId): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto("identities")
    .values({
      org_id: tx.org,
      shard: shardOfIdentity(key),
      carrier: key.carrier,
      external_id: key.externalId,
      member_id: memberId,
      created_at: tx.clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findByIdentity(
  ctx: Ctx,
  key: IdentityKey,
): Promise<{ memberId: MemberId; createdAt: Date } | undefined> {
  return tables(ctx)
    .selectFrom("identities")
    .select(["member_id as memberId", "created_at as createdAt"])
    .where("shard", "=", shardOfIdentity(key))
    .where("org_id", "=", ctx.org)
    .where("carrier", "=", key.carrier)
    .where("external_id", "=", key.externalId)
    .executeTakeFirst();
}

export function listIdentities(ctx: Ctx, memberId: MemberId): Promise<Identity[]> {
  return tables(ctx)
    .selectFrom("identities")
    .select(["carrier", "external_id as externalId", "created_at as createdAt"])
    .where("org_id", "=", ctx.org)
    .where("member_id", "=", memberId)
    .orderBy("created_at")
    .execute();
}

export async function deleteIdentities(tx: Ctx, memberId: MemberId): Promise<void> {
  await tables(tx).deleteFrom("identities").where("org_id", "=", tx.org).where("member_id", "=", memberId).execute();
}

/** A consent given again, to the same version, keeps its first time. */
export async function insertConsents(
  tx: Ctx,
  memberId: MemberId,
  consents: readonly { kind: string; version: string }[],
): Promise<void> {
  if (consents.length === 0) return;
  await tables(tx)
    .insertInto("consents")
    .values(
      consents.map(({ kind, version }) => ({
        org_id: tx.org,
        shard: shardOf(memberId),
        member_id: memberId,
        kind,
        version,
        given_at: tx.clock.now(),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export function listConsents(ctx: Ctx, memberId: MemberId): Promise<Consent[]> {
  return tables(ctx)
    .selectFrom("consents")
    .select(["kind", "version", "given_at as givenAt"])
    .where("shard", "=", shardOf(memberId))
    .where("org_id", "=", ctx.org)
    .where("member_id", "=", memberId)
    .orderBy("given_at")
    .orderBy("kind")
    .execute();
}

export async function deleteConsents(tx: Ctx, memberId: MemberId): Promise<void> {
  await tables(tx)
    .deleteFrom("consents")
    .where("shard", "=", shardOf(memberId))
    .where("org_id", "=", tx.org)
    .where("member_id", "=", memberId)
    .execute();
}

/**
 * One Idempotency-Key, one effect. The key's row is inserted in the use case's own transaction, so effect and
 * key commit together: a repeat, also after a crash, can never act again. The answer is added afterwards; a
 * repeat that comes between the two is told to look again.
 */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Ctx } from "../context.ts";
import { sqlState } from "../database.ts";
import { refuse } from "../problem.ts";

export interface Keyed {
  /** Whose key it is: two callers may choose the same text. */
  readonly caller: string;
  readonly key: string;
  readonly route: string;
  readonly requestHash: string;
}

export interface StoredAnswer {
  readonly status: number;
  readonly response: unknown;
}

/** A fast hash, so the fields named in `secrets` stay out of it. */
export const hashOfRequest = (input: unknown, secrets: readonly string[] = []): string =>
  createHash("sha256")
    .update(JSON.stringify(input, (name, value: unknown) => (secrets.includes(name) ? undefined : value)))
    .digest("base64url");

/** The answer given before, undefined for a new key. Refuses a key used for something else, or whose first use still runs. */
export async function findAnswer(ctx: Ctx, keyed: Keyed): Promise<StoredAnswer | undefined> {
  const { rows } = await sql<{
    route: string;
    requestHash: string;
    status: number | null;
    response: unknown;
  }>`
    select route, request_hash as "requestHash", status, response from idempotency_keys
    where org_id = ${ctx.org} and caller = ${keyed.caller} and key = ${keyed.key}`.execute(ctx.db);
  const row = rows[0];
  if (!row) return undefined;
  if (row.route !== keyed.route || row.requestHash !== keyed.requestHash) refuse("request.key_reused");
  if (row.status === null) refuse("request.in_progress");
  return { status: row.status, response: row.response };
}

/** Takes the key in the transaction of its effect. Two at once: the second waits for the first, then fails here. */
export async function takeKey(tx: Ctx, keyed: Keyed): Promise<void> {
  try {
    await sql`
      insert into idempotency_keys (org_id, caller, key, route, request_hash, created_at)
      values (${tx.org}, ${keyed.caller}, ${keyed.key}, ${keyed.route}, ${keyed.requestHash}, ${tx.clock.now()})`.execute(
      tx.db,
    );
  } catch (error) {
    if (sqlState(error) === "23505") refuse("request.in_progress");
    throw error;
  }
}

export async function recordAnswer(ctx: Ctx, keyed: Keyed, answer: StoredAnswer): Promise<void> {
  await sql`
    update idempotency_keys set status = ${answer.status}, response = ${JSON.stringify(answer.response)}
    where org_id = ${ctx.org} and caller = ${keyed.caller} and key = ${keyed.key}`.execute(ctx.db);
}

/** Forgets keys older than two days; a client that repeats after that long has to look first anyway. */
export async function forgetOldKeys(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - 2 * 86_400_000);
  await sql`delete from idempotency_keys where created_at < ${before}`.execute(ctx.db);
}

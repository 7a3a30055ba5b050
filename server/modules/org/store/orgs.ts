import { sql } from "kysely";
import type { OrgId } from "../../../../contract/ids.ts";
import type { Ctx } from "../../../kernel/context.ts";
import { tables } from "./tables.ts";

export interface Org {
  readonly id: OrgId;
  readonly name: string;
  /** IANA name, as in `Asia/Shanghai`: the org's days begin and end there. */
  readonly timeZone: string;
  /** Whether the org is the demo, which one click wipes. */
  readonly isDemo: boolean;
  readonly createdAt: Date;
}

const columns = ["id", "name", "time_zone as timeZone", "is_demo as isDemo", "created_at as createdAt"] as const;

/** The acting org. Throws when it does not exist: no session can be in such an org. */
export async function getOrg(ctx: Ctx): Promise<Org> {
  const org = await tables(ctx).selectFrom("orgs").select(columns).where("id", "=", ctx.org).executeTakeFirst();
  if (!org) throw new Error(`the org ${ctx.org} does not exist`);
  return org;
}

/** Every org of the installation, oldest first: for chores, which belong to no org. */
export function listOrgs(ctx: Ctx): Promise<Org[]> {
  return tables(ctx).selectFrom("orgs").select(columns).orderBy("created_at").orderBy("id").execute();
}

export async function hasOrg(ctx: Ctx): Promise<boolean> {
  const found = await tables(ctx).selectFrom("orgs").select("id").limit(1).executeTakeFirst();
  return found !== undefined;
}

export async function insertOrg(tx: Ctx, org: Org): Promise<void> {
  await tables(tx)
    .insertInto("orgs")
    .values({
      id: org.id,
      name: org.name,
      time_zone: org.timeZone,
      is_demo: org.isDemo,
      created_at: org.createdAt,
    })
    .execute();
}

/** Lets nobody else make an org until this transaction ends; reading goes on. */
export async function lockOrgs(tx: Ctx): Promise<void> {
  await sql`lock table orgs in share row exclusive mode`.execute(tx.db);
}

/** Deletes the acting org's rows of this module. */
export async function deleteOrgRows(tx: Ctx): Promise<void> {
  for (const table of ["audit_log", "access_tokens", "staff_invitations", "staff_sessions", "staff"] as const)
    await tables(tx).deleteFrom(table).where("org_id", "=", tx.org).execute();
  await tables(tx).deleteFrom("orgs").where("id", "=", tx.org).execute();
}

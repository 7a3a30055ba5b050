import type { OrgId, StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { hashPassword } from "./password.ts";
import { auditActor } from "./record-audit.ts";
import { insertAudit } from "./store/audit.ts";
import { insertOrg } from "./store/orgs.ts";
import { insertStaff } from "./store/staff.ts";

export interface NewOwner {
  readonly account: string;
  readonly name: string;
  readonly password: string;
}

export interface NewOrg {
  readonly name: string;
  /** IANA name; by default Asia/Shanghai. */
  readonly timeZone?: string | undefined;
  readonly isDemo?: boolean | undefined;
  readonly owner?: NewOwner | undefined;
}

export interface CreatedOrg {
  readonly id: OrgId;
  readonly ownerId: StaffId | undefined;
}

/** Makes an org, with its owner if one is given. Refuses with staff.account_taken. */
export async function createOrg(ctx: Ctx, input: NewOrg): Promise<CreatedOrg> {
  const passwordHash = input.owner && (await hashPassword(input.owner.password));
  const id = ctx.ids.next<OrgId>();
  const ownerId = input.owner && ctx.ids.next<StaffId>();
  await ctx.transaction((tx) => insertOrgWithOwner(tx, { ...input, id, ownerId, passwordHash }));
  return { id, ownerId };
}

interface HashedOrg extends NewOrg, CreatedOrg {
  readonly passwordHash: string | undefined;
}

/** The part of `createOrg` that needs the transaction: hashing takes too long to hold one meanwhile. */
export async function insertOrgWithOwner(tx: Ctx, org: HashedOrg): Promise<void> {
  const { id, name, owner, ownerId, passwordHash } = org;
  const now = tx.clock.now();
  const timeZone = org.timeZone ?? "Asia/Shanghai";
  await insertOrg(tx, { id, name, timeZone, isDemo: org.isDemo ?? false, createdAt: now });
  if (owner && ownerId && passwordHash) {
    const isNew = await insertStaff(tx, {
      orgId: id,
      id: ownerId,
      account: owner.account,
      name: owner.name,
      role: "owner",
      passwordHash,
      disabledAt: null,
      createdAt: now,
      lastSeenAt: null,
      scope: null,
    });
    if (!isNew) refuse("staff.account_taken", { account: owner.account });
  }
  await insertAudit(tx, id, {
    id: tx.ids.next(),
    at: now,
    actor: auditActor(tx.actor),
    act: "org.create",
    subject: { kind: "org", id, name },
    before: null,
    after: { name, timeZone, ...(owner ? { owner: owner.account } : {}) },
  });
}

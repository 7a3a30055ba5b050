import type { OrgId, StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { Wire } from "../../kernel/http/serve.ts";
import { refuse } from "../../kernel/problem.ts";
import { insertOrgWithOwner, type NewOwner } from "./create-org.ts";
import { hashPassword } from "./password.ts";
import { startSession } from "./start-session.ts";
import { hasOrg, lockOrgs } from "./store/orgs.ts";

/**
 * Makes the first org and its owner, signs the owner in, and answers with the context of the org. Refuses with
 * setup.done_already when there is an org; of two at once, one makes it.
 */
export async function completeSetup(ctx: Ctx, input: { orgName: string } & NewOwner, wire: Wire): Promise<Ctx> {
  const { orgName, ...owner } = input;
  // Looked at before the slow hash, so that strangers cannot keep the program busy with it.
  if (await hasOrg(ctx)) refuse("setup.done_already");
  const passwordHash = await hashPassword(owner.password);
  const id = ctx.ids.next<OrgId>();
  const ownerId = ctx.ids.next<StaffId>();
  const entered = wire.enter(id, { kind: "staff", id: ownerId, name: owner.name, scope: null });
  await entered.transaction(async (tx) => {
    await lockOrgs(tx);
    if (await hasOrg(tx)) refuse("setup.done_already");
    await insertOrgWithOwner(tx, { id, name: orgName, owner, ownerId, passwordHash });
    await startSession(tx, { staffId: ownerId, wire });
  });
  return entered;
}

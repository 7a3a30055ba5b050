import type { OrgId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { resetPassword } from "./reset-password.ts";
import { findByAccount } from "./store/staff.ts";

/**
 * Sets the password of an account and ends its sessions, for who has the machine and no colleague left to do it. The
 * account names no org, so `ctxFor` gives the program's own context in the one it is found in. Refuses with
 * staff.not_found.
 */
export async function recoverPassword(
  ctx: Ctx,
  ctxFor: (org: OrgId) => Ctx,
  input: { account: string; password: string },
): Promise<void> {
  const staff = (await findByAccount(ctx, input.account)) ?? refuse("staff.not_found", { account: input.account });
  await resetPassword(ctxFor(staff.orgId), { staffId: staff.id, password: input.password });
}

import type { Ctx } from "../../kernel/context.ts";
import type { Wire } from "../../kernel/http/serve.ts";
import { refuse } from "../../kernel/problem.ts";
import { fitsPassword } from "./password.ts";
import { recordAudit } from "./record-audit.ts";
import { clearTries, recordTry } from "./record-try.ts";
import { staffActor } from "./staff-actor.ts";
import { startSession } from "./start-session.ts";
import { findByAccount, lockStaffRow } from "./store/staff.ts";

/**
 * Signs a staff member in and answers with the context of his org. Refuses with login.failed alike, and equally
 * fast, whether the account is unknown, disabled or the password wrong; with login.throttled after too many tries.
 */
export async function signIn(ctx: Ctx, input: { account: string; password: string }, wire: Wire): Promise<Ctx> {
  const account = input.account.trim().toLowerCase();
  const tried = await recordTry(ctx, { account, address: wire.address });
  const found = await findByAccount(ctx, account);
  const fits = await fitsPassword(found?.passwordHash, input.password);
  if (!found || !fits) return refuse("login.failed");

  const entered = wire.enter(found.orgId, staffActor(found));
  await entered.transaction(async (tx) => {
    // Whoever disables him or changes the password meanwhile waits for this lock, and then ends this session too.
    const staff = await lockStaffRow(tx, found.id);
    if (!staff || staff.disabledAt || staff.passwordHash !== found.passwordHash) refuse("login.failed");
    await clearTries(tx, tried);
    await startSession(tx, { staffId: staff.id, wire });
    await recordAudit(tx, { act: "session.start", subject: { kind: "staff", id: staff.id, name: staff.name } });
  });
  return entered;
}

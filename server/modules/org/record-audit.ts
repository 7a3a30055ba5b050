import type { StaffId } from "../../../contract/ids.ts";
import type { Actor, Ctx } from "../../kernel/context.ts";
import { keepChanges } from "./audit-changes.ts";
import { insertAudit, type AuditActor } from "./store/audit.ts";

export interface AuditedAct {
  /** Thing and verb, as in `rule.update`; the console translates it. */
  readonly act: string;
  /** What it was done to, named as it was called then. */
  readonly subject: { readonly kind: string; readonly id: string; readonly name: string };
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/**
 * Writes down in the caller's transaction who did what to what. Keeps only fields that changed, and never one named
 * like a secret; records nothing when before and after are both given and equal.
 */
export async function recordAudit(tx: Ctx, done: AuditedAct): Promise<void> {
  const changes = keepChanges(done.before, done.after);
  if (!changes) return;
  await insertAudit(tx, tx.org, {
    id: tx.ids.next(),
    at: tx.clock.now(),
    actor: auditActor(tx.actor),
    act: done.act,
    subject: done.subject,
    ...changes,
  });
}

/** A token is named itself, beside the person in whose name it calls. */
export function auditActor({ kind, id, name, via }: Actor): AuditActor {
  if (!via) return { kind, id, name, onBehalfOf: null };
  return { kind: "token", ...via, onBehalfOf: id === null ? null : { id: id as StaffId, name } };
}

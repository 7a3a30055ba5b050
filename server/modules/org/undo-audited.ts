import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import type { Undo, Undos } from "../../kernel/undo.ts";
import { lockAudit, markUndone, type StoredAudit } from "./store/audit.ts";

/** Whether an act is of a kind that can be taken back, and what is needed for it is still known. */
export function findUndo(undos: Undos, entry: StoredAudit): Undo | undefined {
  // What was about a member who has deleted his data is known no more.
  if (entry.before === null && entry.after === null && entry.subject.kind === "member") return undefined;
  return undos[entry.act];
}

/**
 * Takes an audited act back, once, and writes down who did. Refuses with audit.not_found, audit.cannot_undo,
 * audit.undone_already, with audit.changed_since when the thing has changed since, and with what the taking back itself
 * may refuse.
 */
export async function undoAudited(ctx: Ctx, undos: Undos, entryId: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const entry = (await lockAudit(tx, entryId)) ?? refuse("audit.not_found", { entryId });
    if (entry.undone) refuse("audit.undone_already", { by: entry.undone.by, at: entry.undone.at.toISOString() });
    const undo = findUndo(undos, entry) ?? refuse("audit.cannot_undo", { act: entry.act });
    await undo(tx, entry);
    await markUndone(tx, entryId);
  });
}

import * as api from "../../../contract/org.ts";
import { serve, type Served } from "../../kernel/http/serve.ts";
import type { Undos } from "../../kernel/undo.ts";
import { exportAudit } from "./export-audit.ts";
import { listAudit } from "./list-audit.ts";
import type { StoredAudit } from "./store/audit.ts";
import { findUndo, undoAudited } from "./undo-audited.ts";

export const auditRoutes = (undos: Undos): readonly Served[] => [
  serve(api.listAudit, async (ctx, filter) => {
    const { items, next } = await listAudit(ctx, filter);
    return { items: items.map((row) => presentEntry(row, undos)), next };
  }),
  serve(api.undoAudited, async (ctx, { entryId }) => {
    await undoAudited(ctx, undos, entryId);
    return { done: true } as const;
  }),
  // What is answered is large, and making it again harms nobody.
  serve(api.exportAudit, (ctx, input) => exportAudit(ctx, input), { repeat: "own" }),
];

const presentEntry = (row: StoredAudit, undos: Undos): api.AuditEntry => ({
  ...row,
  at: row.at.toISOString(),
  canUndo: row.undone === null && findUndo(undos, row) !== undefined,
  undone: row.undone && { at: row.undone.at.toISOString(), by: row.undone.by },
});

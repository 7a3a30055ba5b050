import type { Ctx } from "../../kernel/context.ts";
import type { Cell } from "../../kernel/sheet/cell.ts";
import { writeCsv } from "../../kernel/sheet/csv.ts";
import type { AuditFilter } from "./list-audit.ts";
import { recordAudit } from "./record-audit.ts";
import { listAuditRows, type StoredAudit } from "./store/audit.ts";
import { getOrg } from "./store/orgs.ts";

const most = 50_000;
const columns = ["at", "who", "on_behalf_of", "act", "kind", "thing", "before", "after", "undone_at", "undone_by"];

export interface AuditFile {
  readonly fileName: string;
  readonly text: string;
  readonly count: number;
  /** False when there are more than fit. */
  readonly isWhole: boolean;
}

/** The audit as CSV, newest first, times in the org's zone; that it was taken away is audited too. */
export async function exportAudit(
  ctx: Ctx,
  asked: Omit<AuditFilter, "cursor" | "limit"> & { readonly labels: Readonly<Record<string, string>> },
): Promise<AuditFile> {
  const { labels, ...filter } = asked;
  const { id, name, timeZone } = await getOrg(ctx);
  const rows = await listAuditRows(ctx, { ...filter, timeZone, limit: most + 1 });
  const kept = rows.slice(0, most);
  const wordOf = (code: string): string => labels[code] ?? code;
  const timeOf = timeIn(timeZone);
  const lines = kept.map((row) => lineOf(row, { wordOf, timeOf }));
  const chunks: string[] = [];
  for await (const chunk of writeCsv([[columns.map(wordOf)], lines])) chunks.push(chunk);
  await ctx.transaction((tx) =>
    recordAudit(tx, {
      act: "audit.export",
      subject: { kind: "org", id, name },
      after: { ...filter, count: kept.length },
    }),
  );
  return {
    fileName: `audit-${timeOf(ctx.clock.now()).slice(0, 10)}.csv`,
    text: chunks.join(""),
    count: kept.length,
    isWhole: rows.length <= most,
  };
}

interface Wording {
  readonly wordOf: (code: string) => string;
  readonly timeOf: (at: Date) => string;
}

function lineOf(row: StoredAudit, { wordOf, timeOf }: Wording): Cell[] {
  const { actor, subject, undone } = row;
  return [
    timeOf(row.at),
    actor.kind === "system" ? wordOf("system") : actor.name,
    actor.onBehalfOf?.name ?? null,
    wordOf(row.act),
    wordOf(subject.kind),
    subject.name,
    row.before && JSON.stringify(row.before),
    row.after && JSON.stringify(row.after),
    undone && timeOf(undone.at),
    undone?.by ?? null,
  ];
}

/** As in `2026-11-24 10:00:00`: what every spreadsheet takes for a time. */
function timeIn(timeZone: string): (at: Date) => string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return (at) => format.format(at);
}

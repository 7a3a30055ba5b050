/**
 * The compiled rules of each org, kept in memory. A change in this process is seen by the next question. A
 * change in another is seen within a second: no more often than that is the org's stamp, one small row,
 * compared with the one the compiled rules were read at.
 */
import type { OrgId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { compileRules, type CompiledRules } from "./compile-rules.ts";
import { listStoredRules, readStamp } from "./store/rules.ts";

interface Entry {
  readonly stamp: number;
  readonly compiled: CompiledRules;
  checkedAtMs: number;
}

const recheckMs = 1_000;
/** Compiled rules of more orgs than this are not kept: the one asked for longest ago goes. */
const mostOrgs = 500;

const entries = new Map<OrgId, Entry>();

/** The rules that are not off, compiled. */
export async function findCompiledRules(ctx: Ctx): Promise<CompiledRules> {
  const known = entries.get(ctx.org);
  const nowMs = ctx.clock.monotonicMs();
  if (known && nowMs - known.checkedAtMs < recheckMs) return known.compiled;
  // The stamp is read first: rules that change in between are read with an older stamp and read again.
  const stamp = await readStamp(ctx);
  if (known?.stamp === stamp) {
    known.checkedAtMs = nowMs;
    return known.compiled;
  }
  const compiled = compileRules((await listStoredRules(ctx)).filter((rule) => rule.mode !== "off"));
  remember(ctx.org, { stamp, compiled, checkedAtMs: nowMs });
  return compiled;
}

function remember(org: OrgId, entry: Entry): void {
  entries.delete(org);
  entries.set(org, entry);
  const [oldest] = entries.keys();
  if (entries.size > mostOrgs && oldest) entries.delete(oldest);
}

/** Forgets what this process compiled for an org, so that the next question reads it anew. */
export function forgetCompiledRules(org: OrgId): void {
  entries.delete(org);
}

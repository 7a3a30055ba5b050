import type { Ctx } from "../../kernel/context.ts";
import { listLiveCodes } from "./store/live-codes.ts";

/** The path behind the org's oldest live code that is not stopped; null when there is none. */
export async function findJoinPath(ctx: Ctx): Promise<string | null> {
  const codes = await listLiveCodes(ctx, {});
  const oldest = codes
    .filter((code) => !code.stopped)
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())[0];
  return oldest ? `/j/${oldest.code}` : null;
}

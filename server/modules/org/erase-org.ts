import type { Ctx } from "../../kernel/context.ts";
import { eraseKernelRows } from "../../kernel/erase-kernel-rows.ts";
import "./events.ts";
import { deleteOrgRows } from "./store/orgs.ts";

/**
 * Erases the acting org in one transaction: every module deletes its rows `within` org.wiping, then this one its
 * own, then the kernel. All sessions of the org are over with it. Meant for the demo; nothing asks back here.
 */
export async function eraseOrg(ctx: Ctx): Promise<void> {
  await ctx.transaction(async (tx) => {
    await tx.emit("org.wiping", tx.org, {});
    await deleteOrgRows(tx);
    await eraseKernelRows(tx);
  });
}

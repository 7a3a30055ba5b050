import type { OrgId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { createOrg, getOrg, recordAudit } from "../org/index.ts";
import { decideMake } from "./demo-run.ts";
import "./events.ts";
import type { DemoPorts } from "./ports.ts";
import { findRun, insertRun } from "./store.ts";
import { wipeRun } from "./wipe-demo.ts";

export interface CreatedDemo {
  readonly org: OrgId;
  readonly account: string;
  readonly password: string;
}

/**
 * Plans a demo beside the acting org: an empty org of its own, filled by a job soon after. Undefined when there is one
 * already; what is left of one that failed is wiped first. Refuses with demo.running while one is made or wiped.
 */
export async function createDemo(
  ctx: Ctx,
  ports: DemoPorts,
  options: { isSmall: boolean },
): Promise<CreatedDemo | undefined> {
  const run = await findRun(ctx);
  const decision = decideMake(run, ctx.clock.now());
  if (decision === "nothing") return undefined;
  if (decision === "running") refuse("demo.running");
  if (run && !(await wipeRun(ports, run))) refuse("demo.running");
  const account = `demo-${ctx.ids
    .secret(6)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "0")}`;
  const password = ctx.ids.secret(9);
  return ctx.transaction(async (tx) => {
    const { timeZone } = await getOrg(tx);
    const { id: org, ownerId } = await createOrg(tx, {
      name: "爪爪同城（演示）",
      timeZone,
      isDemo: true,
      owner: { account, name: "演示岛主", password },
    });
    if (!ownerId) throw new Error("a demo has an owner");
    if (!(await insertRun(tx, { org, host: tx.org, ownerId, isSmall: options.isSmall }))) refuse("demo.running");
    await recordAudit(tx, { act: "demo.create", subject: { kind: "org", id: org, name: "爪爪同城（演示）" } });
    await tx.enqueue("demo.make", { demoOrg: org });
    return { org, account, password };
  });
}

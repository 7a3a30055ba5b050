import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { eraseOrg, recordAudit } from "../org/index.ts";
import { decideWipe, type DemoRun } from "./demo-run.ts";
import type { DemoPorts } from "./ports.ts";
import { claimWipe, findRun } from "./store.ts";

/**
 * Wipes the demo of the acting org with every row of it, in one transaction, and tells what it was. Refuses with
 * demo.absent, and with demo.running while it is made or wiped by somebody who is alive.
 */
export async function wipeDemo(ctx: Ctx, ports: DemoPorts): Promise<DemoRun> {
  const run = (await findRun(ctx)) ?? refuse("demo.absent");
  if (decideWipe(run, ctx.clock.now()) !== "go" || !(await wipeRun(ports, run))) refuse("demo.running");
  return run;
}

/** False when somebody else is at it. */
export async function wipeRun(ports: DemoPorts, run: DemoRun): Promise<boolean> {
  const demo = ports.ctxFor(run.org);
  if (!(await claimWipe(demo, run))) return false;
  await eraseOrg(demo);
  await recordAudit(ports.ctxFor(run.host), {
    act: "demo.wipe",
    subject: { kind: "org", id: run.org, name: "爪爪同城（演示）" },
    after: { members: run.members, messages: run.messages },
  });
  return true;
}

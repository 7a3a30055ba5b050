import { createHash } from "node:crypto";
import type { StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { Wire } from "../../kernel/http/serve.ts";
import { refuse } from "../../kernel/problem.ts";
import { startSession } from "../org/index.ts";
import type { DemoPorts } from "./ports.ts";
import { findRun, insertReturn, takeReturn, type WayBack } from "./store.ts";

const cookieName = "qd_demo_return";
const lifeDays = 14;

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

/**
 * Makes this browser's session one of the demo's owner. The way back is a secret in a cookie of its own: it names who
 * came, so that nobody but he can go back as him. Refuses with demo.absent, and with demo.running until it is made.
 */
export async function enterDemo(ctx: Ctx, ports: DemoPorts, wire: Wire): Promise<void> {
  const run = (await findRun(ctx)) ?? refuse("demo.absent");
  if (run.state !== "present") refuse("demo.running");
  if (run.org === ctx.org) return;
  const token = ctx.ids.secret(32);
  await ports.ctxFor(run.org).transaction(async (tx) => {
    await insertReturn(tx, {
      host: ctx.org,
      staffId: ctx.actor.id as StaffId,
      tokenHash: hashOf(token),
      expiresAt: new Date(tx.clock.now().getTime() + lifeDays * 86_400_000),
    });
    await startSession(tx, { staffId: run.ownerId, wire });
    tx.afterCommit(() => wire.setCookie(cookieName, token, lifeDays * 86_400));
  });
}

/** Uses up the way back that this browser holds; undefined when it holds none. */
export async function findWayBack(ctx: Ctx, wire: Wire): Promise<WayBack | undefined> {
  const token = wire.cookie(cookieName);
  return token ? ctx.transaction((tx) => takeReturn(tx, hashOf(token))) : undefined;
}

/** Signs the visitor in to his own org again, as who he was. */
export async function goBack(ports: DemoPorts, wire: Wire, way: WayBack): Promise<void> {
  await ports.ctxFor(way.host).transaction((tx) => startSession(tx, { staffId: way.staffId, wire }));
  wire.clearCookie(cookieName);
}

import * as api from "../../../contract/demo.ts";
import type { Ctx } from "../../kernel/context.ts";
import { serve, type Served, type Wire } from "../../kernel/http/serve.ts";
import { refuse } from "../../kernel/problem.ts";
import { createDemo } from "./create-demo.ts";
import { presentDemo } from "./demo-run.ts";
import type { DemoPorts } from "./ports.ts";
import { findRun } from "./store.ts";
import { enterDemo, findWayBack, goBack } from "./visit-demo.ts";
import { wipeDemo } from "./wipe-demo.ts";

const done = { done: true } as const;

async function tellDemo(ctx: Ctx, wire: Wire): Promise<api.DemoState> {
  return presentDemo(await findRun(ctx), { now: ctx.clock.now(), origin: wire.origin, org: ctx.org });
}

export const createRoutes = (ports: DemoPorts): readonly Served[] => [
  serve(api.getDemo, (ctx, _input, wire) => tellDemo(ctx, wire)),
  serve(api.createDemo, async (ctx, _input, wire) => {
    await createDemo(ctx, ports, { isSmall: false });
    return tellDemo(ctx, wire);
  }),
  serve(
    api.wipeDemo,
    async (ctx, _input, wire) => {
      // Looked up first: it goes with the demo. A wipe that is refused leaves the visitor where he is.
      const run = await findRun(ctx);
      const way = run?.state === "present" && run.org === ctx.org ? await findWayBack(ctx, wire) : undefined;
      await wipeDemo(ctx, ports);
      if (way) await goBack(ports, wire, way);
      return presentDemo(undefined, { now: ctx.clock.now(), origin: wire.origin, org: ctx.org });
    },
    // A key would be kept in the org that is erased. A repeat finds no demo and says so.
    { repeat: "own" },
  ),
  serve(
    api.enterDemo,
    async (ctx, _input, wire) => {
      await enterDemo(ctx, ports, wire);
      return done;
    },
    { repeat: "own" },
  ),
  serve(
    api.leaveDemo,
    async (ctx, _input, wire) => {
      await goBack(ports, wire, (await findWayBack(ctx, wire)) ?? refuse("session.expired"));
      return done;
    },
    { repeat: "own" },
  ),
];

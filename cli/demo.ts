import { setTimeout as pause } from "node:timers/promises";
import { defineCommand } from "citty";
import type { App } from "../server/app.ts";
import { createDemoPorts } from "../server/compose/demo-ports.ts";
import type { Ctx } from "../server/kernel/context.ts";
import { Problem } from "../server/kernel/problem.ts";
import { createDemo, findDemo, wipeDemo, type DemoRun } from "../server/modules/demo/index.ts";
import { dataArgument, withProgram } from "./open-program.ts";
import { plainly } from "./plainly.ts";
import { createProgress, say } from "./say.ts";

/** Makes or wipes the demo of the first org, as the button in the console does. */
export const demo = defineCommand({
  meta: { name: "demo", description: "生成演示社群，或一键清除 · make the demo community, or wipe it" },
  args: {
    ...dataArgument,
    small: { type: "boolean", description: "小份：3 个群、60 人、15 天 · a small one" },
    wipe: { type: "boolean", description: "清除演示社群 · wipe it" },
  },
  run: ({ args }) =>
    plainly(() =>
      withProgram(args, async (app, first) => {
        if (first.login?.password)
          say(`账号 account: ${first.login.account}    密码 password: ${first.login.password}`);
        const ctx = app.ctxFor(first.org);
        await (args.wipe ? wipe(app, ctx) : make(app, ctx, args.small ?? false));
      }),
    ),
});

async function wipe(app: App, ctx: Ctx): Promise<void> {
  try {
    const { members, messages } = await wipeDemo(ctx, createDemoPorts(app));
    say(`已清除演示社群 · wiped: ${members} 位成员 members, ${messages} 条消息 messages`);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "demo.absent") throw error;
    say("没有演示社群可以清除 · there is no demo to wipe");
  }
}

async function make(app: App, ctx: Ctx, isSmall: boolean): Promise<void> {
  const began = ctx.clock.monotonicMs();
  const created = await createDemo(ctx, createDemoPorts(app), { isSmall });
  if (!created) return say("演示社群已经在了 · the demo is there already (--wipe)");
  const run = await watch(ctx, createProgress("正在生成演示社群 · making the demo"));
  const seconds = Math.round((ctx.clock.monotonicMs() - began) / 1000);
  say(`${run.members} 位成员 members, ${run.messages} 条消息 messages, ${seconds} s`);
  say(`演示账号 demo account: ${created.account}    密码 password: ${created.password}`);
  say(`入群链接 join: /j/${run.code}    启动后可用 · works once started: npm start`);
}

/** Waits until the demo is there; another process may be making it. Throws when it failed. */
async function watch(ctx: Ctx, show: (share: number) => void): Promise<DemoRun> {
  for (;;) {
    const run = await findDemo(ctx);
    if (!run || run.state === "failed") throw new Error("the demo could not be made; the log has the cause");
    show(run.progress);
    if (run.state === "present") return run;
    await pause(200);
  }
}

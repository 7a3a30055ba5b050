import { defineCommand } from "citty";
import { noOrg } from "../server/kernel/context.ts";
import { Problem } from "../server/kernel/problem.ts";
import { recoverPassword } from "../server/modules/org/index.ts";
import { dataArgument, withProgram } from "./open-program.ts";
import { plainly } from "./plainly.ts";
import { say } from "./say.ts";

/** For who has the machine but no colleague who could do it in the console. */
const resetPassword = defineCommand({
  meta: {
    name: "reset-password",
    description: "重设员工密码，并结束其所有登录 · set a new password, end all sessions",
  },
  args: {
    ...dataArgument,
    account: { type: "positional", required: true, description: "员工账号 · account" },
  },
  run: ({ args }) =>
    plainly(() =>
      withProgram(args, async (app) => {
        const ctx = app.ctxFor(noOrg);
        // Made here, not passed in: what is typed on a command line stays in its history.
        const password = ctx.ids.secret(12);
        try {
          await recoverPassword(ctx, (org) => app.ctxFor(org), { account: args.account, password });
          say(`账号 account: ${args.account}    新密码 new password: ${password}`);
        } catch (error) {
          if (!(error instanceof Problem) || error.code !== "staff.not_found") throw error;
          process.exitCode = 1;
          say(`没有这个账号 · there is no account ${args.account}`);
        }
      }),
    ),
});

export const staff = defineCommand({
  meta: { name: "staff", description: "员工账号 · staff accounts" },
  subCommands: { "reset-password": resetPassword },
});

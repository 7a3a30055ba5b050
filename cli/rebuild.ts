import { defineCommand } from "citty";
import { noOrg } from "../server/kernel/context.ts";
import { rebuildRollups } from "../server/modules/analytics/index.ts";
import { listOrgs } from "../server/modules/org/index.ts";
import { dataArgument, withProgram } from "./open-program.ts";
import { plainly } from "./plainly.ts";
import { say } from "./say.ts";

/** Counts every org anew from what is stored and says how many rows had been otherwise. */
export const rebuild = defineCommand({
  meta: { name: "rebuild", description: "按原始消息重算所有汇总 · count all figures anew from the messages" },
  args: dataArgument,
  run: ({ args }) =>
    plainly(() =>
      withProgram(args, async (app) => {
        for (const org of await listOrgs(app.ctxFor(noOrg))) {
          const { memberDays, stays, groupDays } = await rebuildRollups(app.ctxFor(org.id));
          say(`${org.name}: 更正行数 rows mended ${memberDays + stays + groupDays}`);
        }
      }),
    ),
});

import { defineCommand } from "citty";
import { migrate } from "../server/kernel/migrate.ts";
import { dataArgument, withDatabase } from "./open-program.ts";
import { plainly } from "./plainly.ts";
import { say } from "./say.ts";

/** Brings the schema up to this code; starting the program does the same. */
export const migrateCommand = defineCommand({
  meta: { name: "migrate", description: "更新数据库结构 · bring the database's schema up to date" },
  args: dataArgument,
  run: ({ args }) =>
    plainly(() =>
      withDatabase(args, async ({ url }) => {
        const { applied } = await migrate(url);
        for (const name of applied) say(name);
        say(applied.length > 0 ? `完成 done: ${applied.length}` : "已经是最新 · up to date");
      }),
    ),
});

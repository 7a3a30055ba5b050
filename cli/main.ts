/** `npm run cli -- COMMAND`: chores at the machine. `--help` tells what there is. */
import { defineCommand, runMain } from "citty";
import { demo } from "./demo.ts";
import { migrateCommand } from "./migrate.ts";
import { rebuild } from "./rebuild.ts";
import { sim } from "./sim.ts";
import { staff } from "./staff.ts";

await runMain(
  defineCommand({
    meta: { name: "npm run cli --", description: "群岛 Qundao" },
    subCommands: { demo, migrate: migrateCommand, rebuild, sim, staff },
  }),
);

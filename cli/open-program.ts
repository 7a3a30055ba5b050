import { createApp, type App } from "../server/app.ts";
import { prepareFirstStart, type FirstStart } from "../server/compose/first-start.ts";
import { readConfig, type Config } from "../server/config/config.ts";
import { readEnv } from "../server/config/env.ts";
import { noOrg } from "../server/kernel/context.ts";
import { startPostgres } from "../server/kernel/postgres/index.ts";

/** Where the data lies, for every command. */
export const dataArgument = {
  data: { type: "string", description: "数据目录，默认 .data · data folder" },
} as const;

/** Runs `work` with the address of the database, which is started for it when it is ours and nobody runs it. */
export async function withDatabase<T>(
  { data }: { data?: string | undefined },
  work: (database: { url: string; config: Config }) => Promise<T>,
): Promise<T> {
  const env = readEnv();
  const config = readConfig({ ...env, roles: "worker", dataDir: data ?? env.dataDir });
  if (config.database.kind === "external") return work({ url: config.database.url, config });
  const postgres = await startPostgres({ dataDir: config.database.dataDir, log: () => undefined });
  try {
    return await work({ url: postgres.url, config });
  } finally {
    await postgres.stop();
  }
}

/**
 * Runs `work` with the program as a worker: beside one that serves, or alone. On an empty database it makes the first
 * org, as starting the program does.
 */
export function withProgram<T>(
  options: { data?: string | undefined },
  work: (app: App, first: FirstStart) => Promise<T>,
): Promise<T> {
  return withDatabase(options, async ({ url, config }) => {
    const app = await createApp({ config, databaseUrl: url });
    try {
      await app.start();
      return await work(app, await prepareFirstStart(app, app.ctxFor(noOrg)));
    } finally {
      await app.stop();
    }
  });
}

/** Starts the program: the database when it is ours, the roles asked for, and says where it can be reached. */
import { networkInterfaces } from "node:os";
import { parseArgs } from "node:util";
import { createApp, type App } from "./app.ts";
import { prepareFirstStart, type FirstStart } from "./compose/first-start.ts";
import { noOrg } from "./kernel/context.ts";
import { ConfigError, readConfig, type Config } from "./config/config.ts";
import { readEnv } from "./config/env.ts";
import { SecretError } from "./kernel/secrets.ts";
import { PostgresStartError, startPostgres, type RunningPostgres } from "./kernel/postgres/index.ts";

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { roles: { type: "string" }, port: { type: "string" }, data: { type: "string" } },
  });
  const env = readEnv();
  const config = readConfig({
    ...env,
    roles: values.roles ?? env.roles,
    port: values.port ?? env.port,
    dataDir: values.data ?? env.dataDir,
  });
  say("群岛 Qundao 正在启动 · starting");
  const postgres =
    config.database.kind === "embedded"
      ? await startPostgres({ dataDir: config.database.dataDir, log: () => undefined })
      : undefined;
  const app = await createApp({ config, databaseUrl: postgres?.url ?? databaseUrlOf(config) });
  stopOnSignal(app, postgres);
  const port = await app.start();
  if (!config.roles.has("web")) return say(`角色 roles: ${[...config.roles].join(", ")}`);
  announce(addressesOf(config, port), await prepareFirstStart(app, app.ctxFor(noOrg)));
}

function databaseUrlOf(config: Config): string {
  if (config.database.kind !== "external")
    throw new Error("an embedded database has no address of its own before it runs");
  return config.database.url;
}

/** The first signal drains; a second one ends at once. */
function stopOnSignal(app: App, postgres: RunningPostgres | undefined): void {
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) process.exit(1);
    isStopping = true;
    say("正在收尾 · finishing what is under way");
    await app.stop();
    await postgres?.stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
}

/** Where a phone in the same network reaches this machine. */
function addressesOf(config: Config, port: number): { here: string; nearby: string | undefined } {
  const here = `http://localhost:${port}`;
  if (config.publicUrl) return { here, nearby: config.publicUrl };
  const isOpen = config.host === "0.0.0.0" || config.host === "::";
  const address = isOpen
    ? Object.values(networkInterfaces())
        .flat()
        .find((net) => net && net.family === "IPv4" && !net.internal)?.address
    : undefined;
  return { here, nearby: address ? `http://${address}:${port}` : undefined };
}

function announce({ here, nearby }: { here: string; nearby: string | undefined }, first: FirstStart): void {
  const rows: [string, string][] = [["控制台 console", here]];
  if (nearby) rows.push(["同一网络 same network", nearby]);
  if (first.login)
    rows.push(
      ["账号 account", first.login.account],
      ["密码 password", first.login.password ?? "首次启动时已显示 · shown at the first start"],
    );
  if (first.joinPath) rows.push(["入群链接 join", `${nearby ?? here}${first.joinPath}`]);
  rows.push(["接口 API", `${here}/docs`]);
  say("");
  for (const [name, value] of rows) say(`  ${name.padEnd(24 - wideCount(name))}${value}`);
  say(
    first.isNew ? "\n  想先看看有内容的样子：登录后点「生成演示社群」 · Demo data: one button after signing in\n" : "",
  );
}

/** Chinese characters take two columns in a terminal. */
const wideCount = (text: string): number => [...text].filter((char) => char > "\u2e7f").length;

try {
  await main();
} catch (error) {
  process.stderr.write(`${tellError(error)}\n`);
  process.exit(1);
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES");
}

function plainText(error: Error): string {
  if (!isPortTaken(error)) return error.message;
  const port = "port" in error ? String(error.port) : "";
  return `端口 ${port} 已被占用或无权使用，换一个：PORT=7301 npm start\nPort ${port} is taken or not allowed; choose another: PORT=7301 npm start`;
}

/** What a person can mend is said in a sentence; a bug keeps its stack. */
function tellError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const mendable = [ConfigError, PostgresStartError, SecretError];
  const isPlain = mendable.some((kind) => error instanceof kind) || isPortTaken(error);
  return isPlain ? plainText(error) : (error.stack ?? error.message);
}

import { Impossible } from "./people/act.ts";
import { Refusal } from "./refusal.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import type { Corp } from "./world/corp.ts";
import { loadWorld } from "./worlds/load-world.ts";

export interface RunOptions {
  /** The control page takes the next one; 0 takes any two. */
  readonly port: string;
  readonly seed: string;
  /** `small`, `large`, or the path of a world file. */
  readonly world: string;
  /** Milliseconds: "40" or "20-60". */
  readonly latency: string;
  /** One line of JSON instead of words, for whoever starts it by a program. */
  readonly isJson?: boolean;
}

/** What a person at a terminal can mend: a wrong option, a taken port, a world file with a mistake. */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
}

/** Starts a simulator with a world, for somebody at a terminal, and says where it is and whom one can be. */
export async function runWecomSimulator(options: RunOptions, say: (line: string) => void): Promise<Simulator> {
  const { seed, world } = options;
  const latencyMs = readLatency(options.latency);
  const port = readPort(options.port);
  const simulator = await plainly(startSimulator({ port, seed, settings: { latencyMs } }));
  try {
    const corps = loadWorld(simulator.world, world);
    if (options.isJson) say(describeAsJson(simulator, corps));
    else for (const line of describe(simulator, corps)) say(line);
    return simulator;
  } catch (error) {
    await simulator.close();
    throw mendable(error) ?? error;
  }
}

function describe({ apiUrl, controlUrl }: Simulator, corps: readonly Corp[]): string[] {
  const lines = [`API           ${apiUrl}   (instead of https://qyapi.weixin.qq.com)`, `控制台 control ${controlUrl}`];
  for (const { name, corpid, customers, groups, apps } of corps) {
    lines.push("", `${name}   corpid ${corpid}   ${customers.size} 客户 customers, ${groups.size} 群 groups`);
    for (const app of apps.values()) lines.push(`  ${app.name}   agentid ${app.agentid}   secret ${app.secret}`);
  }
  return lines;
}

function describeAsJson({ apiUrl, controlUrl }: Simulator, corps: readonly Corp[]): string {
  const described = corps.map(({ corpid, apps }) => ({
    corpid,
    apps: [...apps.values()].map(({ agentid, kind, name, secret }) => ({ agentid, kind, name, secret })),
  }));
  return JSON.stringify({ apiUrl, controlUrl, corps: described });
}

async function plainly<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw mendable(error) ?? error;
  }
}

/** In a sentence, when it is the person's to mend. */
function mendable(error: unknown): CannotStart | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && error.code === "EADDRINUSE") return new CannotStart("端口已被占用 · the port is taken");
  if ("code" in error && error.code === "ENOENT")
    return new CannotStart(`没有这个文件 · no such file: ${error.message}`);
  const isMistake = error instanceof Refusal || error instanceof SyntaxError || error instanceof Impossible;
  return isMistake ? new CannotStart(`世界文件有误 · a mistake in the world: ${error.message}`) : undefined;
}

function readLatency(text: string): readonly [from: number, to: number] {
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (Number(from) <= Number(to)) return [Number(from), Number(to)];
  throw new CannotStart(`--latency 形如 20-60，不是 · takes milliseconds such as 20-60, not "${text}"`);
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_535) return port;
  throw new CannotStart(`--port 是 0 到 65534 的数 · takes a number from 0 to 65534, not "${text}"`);
}

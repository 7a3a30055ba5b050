import { startSimulator, type Simulator } from "./simulator.ts";
import type { LargePlan } from "./worlds/large-world.ts";
import { loadWorld } from "./worlds/load-world.ts";

export interface RunOptions {
  readonly port: number;
  readonly seed: string;
  /** `small`, `large`, or the path of a world file. */
  readonly world: string;
  readonly latencyMs: readonly [from: number, to: number];
  readonly plan?: Partial<LargePlan>;
}

/** Starts a simulator with a world, for somebody at a terminal, and says where it is and whom one can be. */
export async function runWecomSimulator(options: RunOptions, say: (line: string) => void): Promise<Simulator> {
  const { port, seed, world, latencyMs, plan } = options;
  const simulator = await startSimulator({ port, seed, settings: { latencyMs } });
  const corps = loadWorld(simulator.world, world, plan);
  say(`API           ${simulator.apiUrl}   (instead of https://qyapi.weixin.qq.com)`);
  say(`控制台 control ${simulator.controlUrl}`);
  for (const corp of corps) {
    say("");
    say(`${corp.name}   corpid ${corp.corpid}   ${corp.customers.size} 客户 customers, ${corp.groups.size} 群 groups`);
    for (const app of corp.apps.values()) say(`  ${app.name}   agentid ${app.agentid}   secret ${app.secret}`);
  }
  return simulator;
}

/** "20-60" or "40" as two numbers. */
export function readLatency(text: string): readonly [from: number, to: number] {
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (Number(from) <= Number(to)) return [Number(from), Number(to)];
  throw new RangeError(`--latency takes milliseconds such as 20-60, not "${text}"`);
}

/** A server that behaves as qyapi.weixin.qq.com does: see README.md. */
export { startSimulator, type Simulator, type SimulatorOptions } from "./simulator.ts";
export { loadWorld } from "./worlds/load-world.ts";
export type { LargePlan } from "./worlds/large-world.ts";
export { describeState } from "./world/describe-state.ts";
export { burst, type BurstPlan } from "./people/burst.ts";
export { CannotStart, runWecomSimulator, type RunOptions } from "./run.ts";

/**
 * The demo: a pet community with a history, in an org of its own, for people who want to see before they begin.
 *
 * Owns      demo_runs, demo_returns
 * Listens   org.wiping
 * Emits     nothing
 * Promises  its people and messages come in by the real ways; it never touches the org it was made from; wiping
 *           leaves no row of it; one demo per org, made or wiped by one at a time
 */
import "./events.ts";
export type { CreatedDemo } from "./create-demo.ts";
export type { DemoRun } from "./demo-run.ts";
export type { DemoPorts } from "./ports.ts";
export { createDemo } from "./create-demo.ts";
export { createJobHandlers, jobNames } from "./jobs.ts";
export { listeners } from "./reactions.ts";
export { createRoutes } from "./routes.ts";
export { findRun as findDemo } from "./store.ts";
export { wipeDemo } from "./wipe-demo.ts";

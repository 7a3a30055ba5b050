import { jobHandler, type JobHandler, type JobName } from "../../kernel/jobs.ts";
import "./events.ts";
import { makeDemo } from "./make-demo.ts";
import type { DemoPorts } from "./ports.ts";

export const jobNames: readonly JobName[] = ["demo.make"];

export const createJobHandlers = (ports: DemoPorts): readonly JobHandler[] => [
  jobHandler({ job: "demo.make", run: (_ctx, { demoOrg }) => makeDemo(ports, demoOrg) }),
];

import type { OrgId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { jobHandler, type JobHandler } from "../../kernel/jobs.ts";
import "./events.ts";
import { expireAll } from "./expire-points.ts";

export const jobNames = ["ledger.expire"] as const;

/** Every half hour, since each org's month begins at an hour of its own. */
export const createJobHandlers = (ctxFor: (org: OrgId) => Ctx): readonly JobHandler[] => [
  jobHandler({ job: "ledger.expire", everyMinutes: 30, run: (ctx) => expireAll(ctx, ctxFor) }),
];

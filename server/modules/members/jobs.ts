import { jobHandler, type JobHandler } from "../../kernel/jobs.ts";
import "./events.ts";
import { deleteExpiredSessions } from "./store/sessions.ts";

export const jobHandlers: readonly JobHandler[] = [
  jobHandler({ job: "members.forget-expired", everyMinutes: 30, run: (ctx) => deleteExpiredSessions(ctx) }),
];

import { jobHandler, type JobHandler } from "../../kernel/jobs.ts";
import "./events.ts";
import { greetedAgainAfterMs } from "./greeting.ts";
import { deleteOld } from "./store/forget.ts";

/** Matches are for judging a rule by; what a case needs of them it keeps itself. */
const matchesKeptMs = 90 * 86_400_000;

export const jobHandlers: readonly JobHandler[] = [
  jobHandler({
    job: "rules.forget-old",
    everyMinutes: 30,
    run: async (ctx) => {
      const now = ctx.clock.now();
      await deleteOld(ctx, {
        quiet: now,
        greeted: new Date(now.getTime() - greetedAgainAfterMs),
        matched: new Date(now.getTime() - matchesKeptMs),
      });
    },
  }),
];

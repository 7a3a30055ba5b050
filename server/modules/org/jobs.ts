import { jobHandler, type JobHandler } from "../../kernel/jobs.ts";
import "./events.ts";
import { windowStart } from "./login-throttle.ts";
import { expiryLimit } from "./session.ts";
import { deleteInvitationsExpiredBefore } from "./store/invitations.ts";
import { deleteSessionsUnusedSince } from "./store/sessions.ts";
import { deleteTriesBefore } from "./store/tries.ts";

export const jobHandlers: readonly JobHandler[] = [
  jobHandler({
    job: "org.forget-expired",
    everyMinutes: 30,
    run: async (ctx) => {
      const now = ctx.clock.now();
      await deleteSessionsUnusedSince(ctx, expiryLimit(now));
      await deleteTriesBefore(ctx, windowStart(now));
      await deleteInvitationsExpiredBefore(ctx, now);
    },
  }),
];

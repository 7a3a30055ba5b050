import { useSession } from "./session.tsx";
import { useApi } from "./use-api.ts";

/** How much waits for a person: open tasks and open reports, each counted up to 100, read again every minute. */
export function useWaiting(): { tasks: number; reports: number } {
  const { can } = useSession();
  const tasks = useApi("GET /tasks", { limit: 100 }, { everyMs: 60_000, when: can("tasks.read") });
  const reports = useApi("GET /reports", { limit: 100 }, { everyMs: 60_000, when: can("moderation.read") });
  return { tasks: tasks.data?.items.length ?? 0, reports: reports.data?.items.length ?? 0 };
}

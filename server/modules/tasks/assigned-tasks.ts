import type { TaskId } from "../../../contract/ids.ts";
import type { Holding } from "../org/index.ts";
import { listAssigned, passAssigned } from "./store.ts";

/** The open tasks that were given to a colleague: what passes on when he goes. */
export const assignedTasks: Holding = {
  kind: "tasks",
  list: listAssigned,
  pass: (tx, { ids, from, to }) => passAssigned(tx, { taskIds: ids as readonly TaskId[], from, to: to?.id ?? null }),
};

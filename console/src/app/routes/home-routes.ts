import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { choiceParam, flagParam, idParam, present } from "../search-params.ts";
import { underRoot } from "./root-route.ts";
import type { RawSearch } from "./root-route.ts";

const taskStates = ["open", "done", "dropped"] as const;

const overview = createRoute({
  ...underRoot,
  path: "/",
  validateSearch: (raw: RawSearch) => present({ communityId: idParam(raw, "communityId") }),
  component: lazyRouteComponent(() => import("../../features/overview/overview.tsx"), "Overview"),
});

const tasks = createRoute({
  ...underRoot,
  path: "/tasks",
  validateSearch: (raw: RawSearch) =>
    present({ state: choiceParam(raw, "state", taskStates), mine: flagParam(raw, "mine") }),
  component: lazyRouteComponent(() => import("../../features/tasks/task-list.tsx"), "TaskList"),
});

/** What to do today. */
export const homeRoutes = [overview, tasks] as const;

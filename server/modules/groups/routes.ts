import type { Served } from "../../kernel/http/serve.ts";
import { memberRoutes } from "./member-routes.ts";
import type { GroupsPorts } from "./ports.ts";
import { communityRoutes, groupRoutes, liveCodeRoutes } from "./staff-routes.ts";

export const createRoutes = (ports: GroupsPorts): readonly Served[] => [
  ...communityRoutes,
  ...groupRoutes(ports.planRemoval),
  ...liveCodeRoutes,
  ...memberRoutes(ports.presence),
];

import { createRouter } from "@tanstack/react-router";
import { careRoutes } from "./routes/care-routes.ts";
import { communityRoutes } from "./routes/community-routes.ts";
import { homeRoutes } from "./routes/home-routes.ts";
import { orgRoutes } from "./routes/org-routes.ts";
import { rootRoute } from "./routes/root-route.ts";

/** Every address of the console. Pages are loaded when they are first opened, or when the pointer rests on their link. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([...homeRoutes, ...communityRoutes, ...careRoutes, ...orgRoutes]),
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

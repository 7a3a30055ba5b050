import { createRootRoute } from "@tanstack/react-router";
import { BrokenPage, GonePage } from "../broken-page.tsx";
import { Frame } from "../frame.tsx";

/** What stands round every page. */
export const rootRoute = createRootRoute({ component: Frame, notFoundComponent: GonePage, errorComponent: BrokenPage });

/** For the routes below the root. */
export const underRoot = { getParentRoute: () => rootRoute };

/** What stands behind the ? before anybody has looked at it. */
export type RawSearch = Record<string, unknown>;

/** Every route of the contract by "METHOD /path": types only, so that zod stays out of the bundle. */
import type { z } from "zod";
import type * as analytics from "../../../contract/analytics.ts";
import type * as demo from "../../../contract/demo.ts";
import type * as groups from "../../../contract/groups.ts";
import type * as members from "../../../contract/members.ts";
import type * as messaging from "../../../contract/messaging.ts";
import type * as moderation from "../../../contract/moderation.ts";
import type * as org from "../../../contract/org.ts";
import type { Input, Method, Output, Route } from "../../../contract/route.ts";
import type * as rules from "../../../contract/rules.ts";
import type * as segments from "../../../contract/segments.ts";
import type * as tasks from "../../../contract/tasks.ts";

type RoutesIn<Module> = Extract<Module[keyof Module], Route<z.ZodType, z.ZodType, Method, string>>;

type AnyRoute =
  | RoutesIn<typeof analytics>
  | RoutesIn<typeof demo>
  | RoutesIn<typeof groups>
  | RoutesIn<typeof members>
  | RoutesIn<typeof messaging>
  | RoutesIn<typeof moderation>
  | RoutesIn<typeof org>
  | RoutesIn<typeof rules>
  | RoutesIn<typeof segments>
  | RoutesIn<typeof tasks>;

type Routes = { [R in AnyRoute as `${R["method"]} ${R["path"]}`]: R };

/** "GET /groups/:groupId" and the like; anything else does not compile. */
export type RouteKey = keyof Routes;
/** Questions that change nothing but are too long for an address. */
type AskKey = "POST /segments/count" | "POST /segments/people";
export type ReadKey = Extract<RouteKey, `GET ${string}`> | AskKey;
export type ActKey = Exclude<RouteKey, ReadKey>;
export type In<K extends RouteKey> = Input<Routes[K]>;
export type Out<K extends RouteKey> = Output<Routes[K]>;
/** One row of a list route. */
export type Item<K extends RouteKey> = Out<K> extends { items: readonly (infer T)[] } ? T : never;
/** Lists that are read page by page. */
export type PagedKey = {
  [K in ReadKey]: Out<K> extends { items: readonly unknown[]; next: string | null } ? K : never;
}[ReadKey];

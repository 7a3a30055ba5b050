import { z } from "zod";
import type { AnyRoute } from "./serve.ts";

export interface RouteSchema {
  readonly params?: z.ZodObject;
  readonly querystring?: z.ZodObject;
  readonly body?: z.ZodObject;
}

/** Names of the `:name` parts of a path. */
export const pathParams = (path: string): string[] => [...path.matchAll(/:([A-Za-z]+)/g)].map((m) => m[1] ?? "");

/** Splits a route's one input into what stands in the path, the query (GET, DELETE) and the body. */
export function splitInput(route: AnyRoute): RouteSchema {
  if (!(route.in instanceof z.ZodObject)) throw new Error(`${route.method} ${route.path}: its input must be an object`);
  const names = new Set(pathParams(route.path));
  const entries = Object.entries(route.in.shape);
  const missing = [...names].filter((name) => !entries.some(([key]) => key === name));
  if (missing.length > 0) throw new Error(`${route.method} ${route.path}: its input lacks ${missing.join(", ")}`);
  const inPath = z.object(Object.fromEntries(entries.filter(([key]) => names.has(key))));
  const rest = z.object(Object.fromEntries(entries.filter(([key]) => !names.has(key))));
  const hasRest = Object.keys(rest.shape).length > 0;
  const inQuery = route.method === "GET" || route.method === "DELETE";
  return {
    ...(names.size > 0 ? { params: inPath } : {}),
    ...(hasRest && inQuery ? { querystring: rest } : {}),
    ...(hasRest && !inQuery ? { body: rest } : {}),
  };
}

import { fillPath } from "./api-client.ts";

/** Whether two inputs of a route differ in its query only, not in what stands in its path. */
export function isSamePlace(key: string, last: unknown, next: unknown): boolean {
  return fillPath(key, last).path === fillPath(key, next).path;
}

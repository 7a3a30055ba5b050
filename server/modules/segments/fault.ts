import type { ConditionFault } from "../../../contract/segments.ts";
import { refuse } from "../../kernel/problem.ts";

/** Where a node stands in its condition: the parts that lead to it from the root. */
export type ConditionPath = readonly (string | number)[];

/** Refuses a condition and names the node at fault, so that a builder can mark it. */
export const refuseCondition = (path: ConditionPath, reason: ConditionFault): never =>
  refuse("segment.invalid", { path: path.join("."), reason });

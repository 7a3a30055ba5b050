/**
 * A condition made ready to be asked: names of facts have become facts, named segments have been put in, days have
 * become instants. What is left is so small that SQL and memory can each say it in a few lines, and mean the same.
 */
import type { Fact } from "./fact.ts";

export type Plan =
  | { readonly kind: "all" | "any"; readonly of: readonly Plan[] }
  | { readonly kind: "not"; readonly of: Plan }
  | { readonly kind: "fact"; readonly fact: Fact; readonly test: Test };

/** What a value must be. What is not known passes none of them. */
export type Test =
  | { readonly kind: "known" }
  | { readonly kind: "flag"; readonly is: boolean }
  /** Both ends belong to it; null for no end. */
  | { readonly kind: "range"; readonly from: number | null; readonly to: number | null }
  /** A calendar day of the org; `until` does not belong to it; null for no end. */
  | { readonly kind: "days"; readonly from: string | null; readonly until: string | null }
  /** Letters a to z count as equal in either case; others do not, since databases and programs differ on them. */
  | { readonly kind: "equals" | "contains"; readonly text: string }
  | { readonly kind: "any"; readonly of: readonly string[] };

export type Asked = Extract<Plan, { kind: "fact" }>;

/** Every fact that a plan asks about, each once. */
export function factsOf(plan: Plan): ReadonlySet<Fact> {
  if (plan.kind === "fact") return new Set([plan.fact]);
  const parts = plan.kind === "not" ? [plan.of] : plan.of;
  return new Set(parts.flatMap((part) => [...factsOf(part)]));
}

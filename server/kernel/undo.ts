/**
 * Taking back what was done. An act that can be taken back registers how, under its name in the audit; the module that
 * owns the audit finds the entry, sees to it that it is undone once, and writes down by whom.
 */
import { isDeepStrictEqual } from "node:util";
import type { Ctx } from "./context.ts";
import { refuse } from "./problem.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What was done, as the audit keeps it: JSON, with the fields that changed. */
export interface DoneAct {
  readonly act: string;
  readonly subject: { readonly kind: string; readonly id: string; readonly name: string };
  readonly before: Fields | null;
  readonly after: Fields | null;
}

/**
 * Takes one act back in the caller's transaction, by an ordinary use case, which is audited as such. Refuses with
 * audit.changed_since when the thing is no longer as the act left it.
 */
export type Undo = (tx: Ctx, done: DoneAct) => Promise<void>;

/** How to take back, by the name of the act, as in `group.update`. */
export type Undos = Readonly<Record<string, Undo>>;

/** Refuses with audit.changed_since, and says what, unless every field that the act left is still so. */
export function requireUnchanged(left: Fields | null, now: Fields): void {
  const changed = Object.entries(left ?? {})
    .map(([field, value]): ChangedSince => ({ field, left: value, now: asJson(now[field]) }))
    .filter((one) => !isDeepStrictEqual(one.left, one.now));
  if (changed.length > 0) refuseChanged(changed);
}

/** One field as the act left it, and as it is now. */
interface ChangedSince {
  readonly field: string;
  readonly left: unknown;
  readonly now: unknown;
}

/** Refuses with audit.changed_since and says what has changed. */
export function refuseChanged(fields: readonly ChangedSince[]): never {
  return refuse("audit.changed_since", { fields });
}

/** As it would stand in the audit: dates are texts there, and what is undefined is nothing. */
function asJson(value: unknown): unknown {
  const text = JSON.stringify(value ?? null);
  return JSON.parse(text);
}

import type { GroupHead } from "../../../../contract/joining.ts";

/** Why I cannot write here now. `until` in ms. */
export type Silence =
  | { readonly kind: "archived" | "paused" }
  | { readonly kind: "muted"; readonly until: number }
  | { readonly kind: "read_only" };

/** What keeps me from writing; null when nothing does. The longest-lasting reason is named. */
export function findSilence(head: Pick<GroupHead, "state" | "me">, now: number): Silence | null {
  if (head.state === "archived") return { kind: "archived" };
  if (head.state === "paused") return { kind: "paused" };
  if (head.me.readOnly) return { kind: "read_only" };
  const until = head.me.mutedUntil === null ? Number.NaN : Date.parse(head.me.mutedUntil);
  return until > now ? { kind: "muted", until } : null;
}

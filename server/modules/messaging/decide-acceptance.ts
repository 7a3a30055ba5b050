import type { ProblemCode } from "../../../contract/problems.ts";
import type { GroupFacts } from "./action.ts";
import type { Inbound } from "./arrival.ts";

export interface MembershipState {
  readonly joinedAt: Date;
  readonly leftAt: Date | null;
  readonly mutedUntil: Date | null;
  readonly readOnly: boolean;
}

export type Acceptance =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: ProblemCode; readonly detail: Readonly<Record<string, unknown>> };

const no = (code: ProblemCode, detail: Readonly<Record<string, unknown>> = {}): Acceptance => ({
  ok: false,
  code,
  detail,
});

/**
 * Whether a member may say this here now. Only a carrier that is ours can refuse before anybody hears it; what
 * another carrier delivers has been said already, and old talk that is brought in is never refused for today's state.
 */
export function decideAcceptance(
  inbound: Inbound,
  facts: { group: GroupFacts | undefined; membership: MembershipState | undefined; now: Date },
): Acceptance {
  const { group, membership, now } = facts;
  if (!group || !membership) return no("member.not_in_group");
  if (inbound.kind === "text" && inbound.text === "") return no("message.empty");
  if (inbound.isHistory || inbound.carrier !== "web") return { ok: true };
  if (membership.leftAt !== null) return no("member.not_in_group");
  if (group.state === "archived") return no("group.archived");
  if (membership.mutedUntil && membership.mutedUntil > now)
    return no("message.muted", { until: membership.mutedUntil.toISOString() });
  if (membership.readOnly || group.state === "paused") return no("message.read_only");
  return { ok: true };
}

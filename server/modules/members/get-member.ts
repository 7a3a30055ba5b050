import type { MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { presentMembers, type ListedMember } from "./list-members.ts";
import type { Consent, Identity } from "./member.ts";
import type { MembersPorts, Stay } from "./ports.ts";
import { listConsents, listIdentities } from "./store/identities.ts";
import { findMember } from "./store/members.ts";

export type WholeMember = ListedMember & {
  readonly identities: readonly Identity[];
  readonly consents: readonly Consent[];
  readonly stays: readonly Stay[];
};

/** One member over all groups and carriers; one who has deleted his data is shown without it. Refuses with member.not_found. */
export async function getMember(ctx: Ctx, ports: MembersPorts, memberId: MemberId): Promise<WholeMember> {
  const member = (await findMember(ctx, memberId)) ?? refuse("member.not_found", { memberId });
  const [identities, consents, stays, [presented]] = await Promise.all([
    listIdentities(ctx, memberId),
    listConsents(ctx, memberId),
    ports.memberships.listOf(ctx, memberId),
    presentMembers(ctx, ports, [member]),
  ]);
  if (!presented) throw new Error("one member in must be one member out");
  return { ...presented, identities, consents, stays };
}

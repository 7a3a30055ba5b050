import { createHash } from "node:crypto";
import { privacyVersion } from "../../../contract/joining.ts";
import type { GroupId, MemberId } from "../../../contract/ids.ts";
import { systemActor, type Ctx } from "../../kernel/context.ts";
import type { Wire } from "../../kernel/http/serve.ts";
import { refuse } from "../../kernel/problem.ts";
import { authenticateMember, createMember, holdMember, profiles, startDeviceSession } from "../members/index.ts";
import { enterByCode } from "./enter-by-code.ts";
import { findCodeOwner } from "./store/live-codes.ts";

export interface JoinRequest {
  readonly code: string;
  readonly nickname: string;
  readonly consents: { readonly privacy: boolean; readonly messages: boolean; readonly contact: boolean };
  /** The version of the privacy text that was shown. */
  readonly privacyVersion: string;
  readonly invitedBy?: MemberId | undefined;
}

/** How long a repeated request is taken for the same person on a line that broke, and gets his session anew. */
const repeatMs = 10 * 60_000;

/**
 * Brings whoever holds a live code into its group, all of it in one transaction. A known device keeps its member
 * and nickname; a new one gets a member and a session. When the answer was lost and the request comes again with
 * its key, it meets the identity that its key has made: no second member, and the cookie is set this time.
 * Refuses as the code's state says, with member.consent_missing (which ones) and member.blocked.
 */
export async function joinByLink(
  ctx: Ctx,
  wire: Wire,
  request: JoinRequest,
): Promise<{ groupId: GroupId; memberId: MemberId }> {
  const key = wire.key ?? refuse("request.key_missing");
  const owner = (await findCodeOwner(ctx, request.code)) ?? refuse("live_code.not_found");
  const missing = profiles.missingConsents(currentConsents(request));
  if (missing.length > 0) refuse("member.consent_missing", { missing, privacyVersion });
  const device = await authenticateMember(ctx, wire);
  const known = device?.org === owner.org ? device : undefined;
  const joining = { invitedBy: request.invitedBy };
  return wire.enter(owner.org, known?.actor ?? systemActor).transaction(async (tx) => {
    const memberId = known
      ? await recognise(tx, known.memberId, request)
      : await introduce(tx, { wire, request, identity: identityOf(request.code, key) });
    return { groupId: await enterByCode(tx, owner.id, { ...joining, memberId }), memberId };
  });
}

/** A consent to a text that is no longer the current one is none. */
const currentConsents = ({ consents, privacyVersion: shown }: JoinRequest) => ({
  ...consents,
  privacy: consents.privacy && shown === privacyVersion,
});

const consentsOf = ({ consents }: JoinRequest) =>
  Object.entries(consents)
    .filter(([, isGiven]) => isGiven)
    .map(([kind]) => ({ kind, version: privacyVersion }));

async function recognise(tx: Ctx, memberId: MemberId, request: JoinRequest): Promise<MemberId> {
  const member = (await holdMember(tx, memberId)) ?? refuse("session.expired");
  if (member.isBlocked) refuse("member.blocked");
  await profiles.recordConsents(tx, memberId, consentsOf(request));
  return memberId;
}

async function introduce(
  tx: Ctx,
  as: { wire: Wire; request: JoinRequest; identity: { carrier: "web"; externalId: string } },
): Promise<MemberId> {
  const { id, isNew, knownSince } = await createMember(tx, {
    nickname: as.request.nickname,
    identity: as.identity,
    consents: consentsOf(as.request),
  });
  if (!isNew && tx.clock.now().getTime() - knownSince.getTime() > repeatMs) refuse("request.key_reused");
  await startDeviceSession(tx, as.wire, id);
  return id;
}

/** The key is the phone's secret for this one request; only its hash is kept. */
const identityOf = (code: string, key: string) => ({
  carrier: "web" as const,
  externalId: createHash("sha256").update(`${code}/${key}`).digest("base64url"),
});

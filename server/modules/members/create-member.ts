import type { MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import "./events.ts";
import { findByIdentity, insertConsents, insertIdentity, type IdentityKey } from "./store/identities.ts";
import { insertMember } from "./store/members.ts";

/**
 * Makes a member who is known on a carrier by this identity. When the identity already has a member, also one
 * that another transaction is just making, that one is given back with `isNew` false and keeps its nickname.
 */
export async function createMember(
  tx: Ctx,
  input: {
    readonly nickname: string;
    readonly identity: IdentityKey;
    readonly consents: readonly { kind: string; version: string }[];
    /** When he first came, for people who are brought in from elsewhere; by default now. */
    readonly at?: Date | undefined;
  },
): Promise<{ id: MemberId; isNew: boolean; knownSince: Date }> {
  const id = tx.ids.next<MemberId>();
  if (!(await insertIdentity(tx, input.identity, id))) {
    const known = await findByIdentity(tx, input.identity);
    if (!known) throw new Error("an identity that could not be inserted must exist");
    await insertConsents(tx, known.memberId, input.consents);
    return { id: known.memberId, isNew: false, knownSince: known.createdAt };
  }
  await insertMember(tx, { id, nickname: input.nickname, firstJoinedAt: input.at ?? tx.clock.now() });
  await insertConsents(tx, id, input.consents);
  await tx.emit("member.created", id, { memberId: id });
  return { id, isNew: true, knownSince: tx.clock.now() };
}

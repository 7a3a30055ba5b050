import type { MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { insertConsents } from "./store/identities.ts";

/** Writes down what a member agrees to now; the same consent to the same version keeps its first time. */
export function recordConsents(
  tx: Ctx,
  memberId: MemberId,
  consents: readonly { kind: string; version: string }[],
): Promise<void> {
  return insertConsents(tx, memberId, consents);
}

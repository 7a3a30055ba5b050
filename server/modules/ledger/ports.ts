import type { MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";

/** What the ledger asks of those above it. */
export interface LedgerPorts {
  /** Undefined when the org has no such member. */
  readonly nicknameOf: (ctx: Ctx, memberId: MemberId) => Promise<string | undefined>;
}

/** The port through which rules hand over whom they caught; the module that owns cases implements it. */
import type { CarrierName } from "../../../contract/groups.ts";
import type { GroupId, MemberId, MessageId, RuleId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { Hit, Punishment } from "./rule.ts";

/** One live rule that a message broke, and what it asks for. */
export interface Ground {
  readonly rule: { readonly id: RuleId; readonly name: string; readonly version: number };
  readonly hits: readonly Hit[];
  /** Never empty. */
  readonly asks: readonly Punishment[];
}

/** One message that broke rules. It is stored and held already. */
export interface Catch {
  readonly messageId: MessageId;
  readonly text: string;
  readonly group: { readonly id: GroupId; readonly name: string; readonly carrier: CarrierName };
  readonly memberId: MemberId;
  /** In the order of the rules; never empty. */
  readonly grounds: readonly Ground[];
}

export interface Moderator {
  /** Opens the cases and plans what follows, in the caller's transaction. Catches come in the order of their messages. */
  moderate(tx: Ctx, catches: readonly Catch[]): Promise<void>;
}

/** What passes through ingest, and the port through which other modules look at a batch. */
import type { GroupId, MemberId, MessageId, OrgId } from "../../../contract/ids.ts";
import type { CarrierName } from "../../../contract/groups.ts";
import type { ProblemCode } from "../../../contract/problems.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { GroupFacts } from "./action.ts";

/** A message as a carrier delivered it, verified and normalised. */
export interface Inbound {
  readonly org: OrgId;
  readonly carrier: CarrierName;
  /** The carrier's own id and time: together the dedupe key, so repeats must carry both unchanged. */
  readonly externalId: string;
  readonly at: Date;
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly kind: "text" | "picture";
  readonly text: string;
  readonly picture?: { readonly id: string; readonly width: number; readonly height: number } | undefined;
  readonly replyTo?: MessageId | undefined;
  readonly mentions?: readonly string[] | undefined;
  /** Old talk that is brought in: it is counted, but nobody answers, warns or greets. */
  readonly isHistory?: boolean;
}

/** An inbound with the facts that hooks may decide by. */
export interface Arrival {
  readonly id: MessageId;
  readonly inbound: Inbound;
  readonly group: GroupFacts;
  readonly sender: SenderFacts;
}

export interface SenderFacts {
  readonly memberId: MemberId;
  readonly nickname: string;
  readonly tags: readonly string[];
  readonly isTrusted: boolean;
  readonly joinedAt: Date;
}

/**
 * Looks at every batch before it is written. `judge` must be fast and bounded (it stands in the way of the
 * acknowledgement) and must not write; what follows is written by `record`, in the batch's transaction.
 */
export interface BatchHook {
  readonly name: string;
  judge(ctx: Ctx, batch: readonly Arrival[]): Promise<Verdict | undefined>;
}

export interface Verdict {
  /** Positions in the batch of what nobody but its author and staff may see. */
  readonly held: ReadonlySet<number>;
  /**
   * Writes the consequences for the arrivals that were new (`fresh`: positions; repeats are left out).
   * `held` is the union over all hooks.
   */
  record(tx: Ctx, outcome: { readonly fresh: ReadonlySet<number>; readonly held: ReadonlySet<number> }): Promise<void>;
}

/** What became of one inbound, told to whoever received it. */
export type Outcome =
  | { readonly kind: "stored"; readonly id: MessageId; readonly isRepeat: boolean; readonly state: "shown" | "held" }
  | { readonly kind: "refused"; readonly code: ProblemCode; readonly detail: Readonly<Record<string, unknown>> }
  /** It cannot be stored as a message; its raw body is kept in inbound_rejected. */
  | { readonly kind: "rejected" };

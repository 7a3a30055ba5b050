/**
 * The port that a carrier implements. Capabilities are data, checked before an action is planned; how a send
 * is made, and what may be done when its outcome is unknown, is declared too, so that no engine ever asks
 * which carrier it is.
 */
import type { ActionId, GroupId, MemberId, OrgId, SendId } from "../../../contract/ids.ts";
import type { ActionKind, Capability } from "../../../contract/messaging.ts";
import type { CarrierName } from "../../../contract/groups.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { Action } from "./action.ts";

/** What one attempt carries to a carrier. */
export interface Send {
  readonly id: SendId;
  readonly org: OrgId;
  readonly attempt: number;
  readonly parcels: readonly Parcel[];
}

export interface Parcel {
  readonly actionId: ActionId;
  /** The same for every attempt at this action: what an idempotent carrier recognises a repeat by. */
  readonly key: string;
  readonly kind: ActionKind;
  readonly groupId: GroupId;
  readonly memberId: MemberId | null;
  readonly body: Action["body"];
}

/** What the carrier answered about one parcel. */
export interface Receipt {
  readonly actionId: ActionId;
  /** `accepted`: a person still has to confirm it on the carrier. */
  readonly outcome: "sent" | "accepted" | "refused";
  readonly externalId?: string;
  /** The carrier's own code and text, kept for the operator. */
  readonly answer: string;
}

/** The call did not succeed. `mayHaveArrived` false only when it is certain that the carrier never got it. */
export class CarrierUnreachable extends Error {
  override name = "CarrierUnreachable";
  readonly mayHaveArrived: boolean;
  constructor(text: string, options: { mayHaveArrived: boolean; cause?: unknown }) {
    super(text, { cause: options.cause });
    this.mayHaveArrived = options.mayHaveArrived;
  }
}

/** What may be done about a send that was under way when the program died. */
export type UnknownPolicy =
  /** The carrier recognises a repeated key for this long: send again. */
  | { readonly kind: "idempotent"; readonly windowMs: number }
  /** The carrier can be asked what became of a key; undefined means it never came. */
  | { readonly kind: "queryable"; readonly find: (parcel: Parcel, signal: AbortSignal) => Promise<Receipt | undefined> }
  /** Nobody can tell: it stays unknown until a person says so. */
  | { readonly kind: "opaque" };

export type Sending =
  /** Effect and receipt are one commit in our own database, so nothing is ever unknown. */
  | { readonly how: "commit" }
  | {
      readonly how: "call";
      readonly timeoutMs: number;
      /** At most this many parcels in one send. */
      readonly parcelsPerSend: number;
      readonly unknown: UnknownPolicy;
      readonly call: (send: Send, signal: AbortSignal) => Promise<readonly Receipt[]>;
      /** Sends allowed in a minute; undefined when the carrier sets no limit. */
      readonly perMinute?: number;
    };

export interface Carrier {
  readonly name: CarrierName;
  readonly capabilities: Readonly<Record<ActionKind, Capability>>;
  readonly maxTextLength: number;
  readonly sending: Sending;
  /** Called after a commit that members of a group should see at once. */
  readonly announce?: (ctx: Ctx, groupId: GroupId) => void;
}

/** Test builders: what arrives, what is planned, and a carrier behind a network whose every call the test decides. */
import { sql } from "kysely";
import type { ActionId, GroupId, MemberId } from "../../../contract/ids.ts";
import type { ActionState, Capability } from "../../../contract/messaging.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { PlannedAction } from "./action.ts";
import type { Inbound } from "./arrival.ts";
import { CarrierUnreachable, type Carrier, type Parcel, type Receipt, type UnknownPolicy } from "./carrier.ts";
import { planActions } from "./plan-actions.ts";

/** A text as the web carrier delivers it, with a key of its own, said now. */
export function buildInbound(
  ctx: Ctx,
  said: Partial<Inbound> & { readonly groupId: GroupId; readonly memberId: MemberId },
): Inbound {
  return {
    org: ctx.org,
    carrier: "web",
    externalId: `${said.memberId}/${ctx.ids.next()}`,
    at: ctx.clock.now(),
    kind: "text",
    text: "早上好",
    ...said,
  };
}

/** A post by a script, due now, obeying quiet hours and caps. */
export function buildPlanned(ctx: Ctx, change: Partial<PlannedAction> & { readonly groupId: GroupId }): PlannedAction {
  return {
    key: `test/${ctx.ids.next()}`,
    kind: "post",
    cause: { kind: "script", id: "s1" },
    body: { text: "今晚八点见" },
    dueAt: ctx.clock.now(),
    isAutomatic: true,
    ...change,
  };
}

/** Plans one action and says its id. */
export async function planOne(
  ctx: Ctx,
  change: Partial<PlannedAction> & { readonly groupId: GroupId },
): Promise<ActionId> {
  const planned = buildPlanned(ctx, change);
  const id = (await ctx.transaction((tx) => planActions(tx, [planned]))).get(planned.key);
  if (!id) throw new Error(`the key ${planned.key} was planned before`);
  return id;
}

export interface ActionFacts {
  readonly state: ActionState;
  readonly reason: string | null;
  readonly attempts: number;
  readonly dueAt: Date;
  readonly finishedAt: Date | null;
}

/** How an action stands in the ledger. */
export async function readAction(ctx: Ctx, id: ActionId): Promise<ActionFacts> {
  const { rows } = await sql<ActionFacts>`
    select state, reason, attempts, due_at as "dueAt", finished_at as "finishedAt" from actions
    where org_id = ${ctx.org} and id = ${id}`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Error(`no action ${id}`);
  return row;
}

/** What a scripted call does: answers, breaks off after or before it took effect, or never reaches the carrier. */
export type CallStep = "sent" | "accepted" | "refused" | "lost_answer" | "lost_request" | "unreachable" | "bug";

/** A carrier of the tests; it takes effect as an ordinary one does: again for every call. */
export class ScriptedCarrier {
  /** How often each key took effect. */
  readonly effects = new Map<string, number>();
  readonly asked: string[] = [];
  calls = 0;
  /** Decides each call; by default everything is sent. */
  step: (parcel: Parcel, call: number) => CallStep | Promise<CallStep> = () => "sent";
  /** Keys about which it gives no answer. */
  isSilent: (key: string) => boolean = () => false;
  readonly carrier: Carrier;

  constructor(
    options: {
      readonly unknown?: "idempotent" | "queryable" | "opaque";
      readonly capability?: Capability;
      readonly perMinute?: number;
      readonly parcelsPerSend?: number;
    } = {},
  ) {
    const can = options.capability ?? "auto";
    this.carrier = {
      name: "fake",
      capabilities: {
        post: can,
        notice: can,
        withdraw: can,
        restore: can,
        mute: can,
        unmute: can,
        remove: can,
        readmit: can,
        tag: can,
        untag: can,
      },
      maxTextLength: 1_000,
      sending: {
        how: "call",
        timeoutMs: 3_000,
        parcelsPerSend: options.parcelsPerSend ?? 1,
        unknown: this.#policy(options.unknown ?? "queryable"),
        call: async (send) => {
          const call = ++this.calls;
          return Promise.all(send.parcels.map((parcel) => this.#take(parcel, call)));
        },
        ...(options.perMinute === undefined ? {} : { perMinute: options.perMinute }),
      },
    };
  }

  /** Keys that took effect more than once. */
  doubled(): string[] {
    return [...this.effects].filter(([, times]) => times > 1).map(([key]) => key);
  }

  async #take(parcel: Parcel, call: number): Promise<Receipt> {
    const step = await this.step(parcel, call);
    if (step === "bug") throw new Error("the carrier's own code broke");
    if (step === "unreachable") throw new CarrierUnreachable("no route", { mayHaveArrived: false });
    if (step === "lost_request") throw new CarrierUnreachable("broke off", { mayHaveArrived: true });
    if (step === "refused") return { actionId: parcel.actionId, outcome: "refused", answer: "40001 not allowed" };
    this.effects.set(parcel.key, (this.effects.get(parcel.key) ?? 0) + 1);
    if (step === "lost_answer") throw new CarrierUnreachable("broke off", { mayHaveArrived: true });
    return { actionId: parcel.actionId, outcome: step, answer: "ok" };
  }

  #policy(kind: UnknownPolicy["kind"]): UnknownPolicy {
    if (kind === "idempotent") return { kind, windowMs: 24 * 3_600_000 };
    if (kind === "opaque") return { kind };
    return {
      kind,
      find: async (parcel) => {
        this.asked.push(parcel.key);
        if (this.isSilent(parcel.key)) throw new Error("no answer");
        return this.effects.has(parcel.key)
          ? { actionId: parcel.actionId, outcome: "sent", answer: "found" }
          : undefined;
      },
    };
  }
}

import { z } from "zod";
import { createEgress, EgressFailed, type Egress, type EgressAnswer } from "../../kernel/egress.ts";
import {
  CarrierUnreachable,
  type Carrier,
  type Parcel,
  type Receipt,
  type Send,
  type UnknownPolicy,
} from "../../modules/messaging/index.ts";

/** The call's own time limit; what the fake carrier answers later than this is unknown. */
const timeoutMs = 3_000;

const Answered = z.object({
  key: z.string(),
  outcome: z.enum(["sent", "refused"]),
  externalId: z.string(),
  answer: z.string(),
});
const Sent = z.object({ receipts: z.array(Answered) });

/**
 * A carrier behind a network, for development, the conformance suite and the kill bench. Its address names how
 * unknown sends are to be settled: `http://127.0.0.1:7400/?unknown=idempotent|queryable|opaque`.
 */
export function createFakeCarrier({ url }: { url: string }): Carrier {
  const base = new URL(url);
  const egress = createEgress({ allowed: [`${base.hostname}:${base.port}`] });
  return {
    name: "fake",
    capabilities: {
      post: "auto",
      notice: "auto",
      withdraw: "manual",
      restore: "none",
      mute: "manual",
      unmute: "manual",
      remove: "manual",
      readmit: "manual",
      tag: "auto",
      untag: "auto",
    },
    maxTextLength: 1_000,
    sending: {
      how: "call",
      timeoutMs,
      parcelsPerSend: 1,
      unknown: policyOf(base, egress),
      call: (send, signal) => callSends(base, egress, { send, signal }),
    },
  };
}

function policyOf(base: URL, egress: Egress): UnknownPolicy {
  const named = base.searchParams.get("unknown");
  if (named === "idempotent") return { kind: "idempotent", windowMs: 24 * 3_600_000 };
  if (named === "opaque") return { kind: "opaque" };
  return { kind: "queryable", find: (parcel, signal) => findSend(base, egress, { parcel, signal }) };
}

async function callSends(
  base: URL,
  egress: Egress,
  { send, signal }: { send: Send; signal: AbortSignal },
): Promise<readonly Receipt[]> {
  const parcels = send.parcels.map(({ key, kind, groupId, body }) => ({ key, kind, groupId, text: body.text ?? "" }));
  const answer = await reach(egress, {
    method: "POST",
    url: new URL("/sends", base).href,
    body: JSON.stringify({ parcels }),
    signal,
  });
  // A platform that answers 5xx says nothing about what it did before it failed.
  if (answer.status !== 200) throw new CarrierUnreachable(`answered ${answer.status}`, { mayHaveArrived: true });
  const { receipts } = Sent.parse(JSON.parse(answer.text));
  return send.parcels.flatMap((parcel) => {
    const found = receipts.find((receipt) => receipt.key === parcel.key);
    return found
      ? [{ actionId: parcel.actionId, outcome: found.outcome, externalId: found.externalId, answer: found.answer }]
      : [];
  });
}

async function findSend(
  base: URL,
  egress: Egress,
  { parcel, signal }: { parcel: Parcel; signal: AbortSignal },
): Promise<Receipt | undefined> {
  const answer = await reach(egress, { method: "GET", url: new URL(`/sends/${parcel.key}`, base).href, signal });
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw new CarrierUnreachable(`answered ${answer.status}`, { mayHaveArrived: true });
  const found = Answered.parse(JSON.parse(answer.text));
  return { actionId: parcel.actionId, outcome: found.outcome, externalId: found.externalId, answer: found.answer };
}

async function reach(
  egress: Egress,
  request: { method: "GET" | "POST"; url: string; body?: string; signal: AbortSignal },
): Promise<EgressAnswer> {
  try {
    return await egress.request({ ...request, headers: { "content-type": "application/json" } });
  } catch (error) {
    const mayHaveArrived = !(error instanceof EgressFailed) || error.mayHaveArrived;
    throw new CarrierUnreachable(error instanceof Error ? error.message : String(error), {
      mayHaveArrived,
      cause: error,
    });
  }
}

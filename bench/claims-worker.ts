/** One program that claims units for members it is told of; killed and started again by the claims bench. */
import type { OrgId } from "../contract/ids.ts";
import { accounts, Combiner, type Linked } from "../server/modules/ledger/index.ts";
import { openContexts } from "./open-ledger.ts";

/** A claim of one unit of a packet: from what is there to what was taken, under the claimer's own key. */
export function claimOf(org: OrgId, packet: string, who: string): Linked {
  const account = (purpose: string) =>
    accounts.of(org, { asset: "unit", owner: { kind: "packet", id: packet }, purpose });
  return [
    {
      do: "post",
      key: `claim/${packet}/${who}`,
      debit: account("available"),
      credit: account("taken"),
      amount: 1,
      reason: "claimed",
      source: { kind: "packet", id: packet },
    },
  ];
}

export interface Ask {
  readonly who: string;
  readonly packet: string;
}

/** Said once when it listens. */
export const ready = "ready";

export interface Answer {
  readonly who: string;
  readonly ok: boolean;
  readonly ms: number;
}

const [url, org, fault] = process.argv.slice(2);
if (url && org && process.send) {
  const { ctxFor } = openContexts(url);
  const plantedFault = fault === "no-lock" || fault === "no-key" ? fault : null;
  const combiner = new Combiner({ ctxFor, plantedFault });
  await ctxFor(org as OrgId).transaction(async () => undefined);
  process.send(ready);
  process.on("message", (asks: Ask[]) => {
    for (const { who, packet } of asks) {
      const at = performance.now();
      void combiner.submit(org as OrgId, { group: claimOf(org as OrgId, packet, who) }).then((outcome) => {
        process.send?.({ who, ok: outcome.ok, ms: performance.now() - at } satisfies Answer);
      });
    }
  });
}

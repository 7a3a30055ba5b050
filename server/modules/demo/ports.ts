import type { OrgId } from "../../../contract/ids.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Actor, Ctx } from "../../kernel/context.ts";
import type { Ingest } from "../messaging/index.ts";

/** What this module asks of the composition root. */
export interface DemoPorts {
  readonly ingest: Pick<Ingest, "receiveMany">;
  /** A context in another org, with another clock (and ids of its time) or as somebody else; by default the program's own. */
  readonly ctxFor: (org: OrgId, change?: { readonly clock?: Clock; readonly actor?: Actor }) => Ctx;
}

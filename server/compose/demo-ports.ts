import { systemActor } from "../kernel/context.ts";
import { createContext, type Parts } from "../kernel/create-context.ts";
import { createIds } from "../kernel/ids.ts";
import type { DemoPorts } from "../modules/demo/index.ts";

/** What the demo is made with: the way in, and contexts of other orgs and of other times. */
export function createDemoPorts({ parts, ingest }: { parts: Parts; ingest: DemoPorts["ingest"] }): DemoPorts {
  return {
    ingest,
    ctxFor: (org, { clock, actor = systemActor } = {}) =>
      createContext(clock ? { ...parts, clock, ids: createIds(clock) } : parts, { org, actor }),
  };
}

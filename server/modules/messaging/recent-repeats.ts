import type { OrgId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";

/** A carrier that repeats itself does so for a while: after an outage, or because answers come too late. */
const likelyForMs = 60_000;

/** Remembers which orgs have lately been told something twice; a hint for how to write, never for what. */
export class RecentRepeats {
  readonly #seenAtMs = new Map<OrgId, number>();

  areLikely(ctx: Ctx): boolean {
    const seenAtMs = this.#seenAtMs.get(ctx.org);
    return seenAtMs !== undefined && ctx.clock.monotonicMs() - seenAtMs < likelyForMs;
  }

  saw(ctx: Ctx): void {
    this.#seenAtMs.set(ctx.org, ctx.clock.monotonicMs());
  }
}

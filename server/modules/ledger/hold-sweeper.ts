import { setTimeout as pause } from "node:timers/promises";
import type { OrgId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { sweepHolds } from "./sweep-holds.ts";

/** A hold is released this long after its time at the latest, as long as one worker lives. */
const everyMs = 1_000;

/** Releases what nobody settled in time: stock of unpaid orders, shares nobody opened. */
export class HoldSweeper {
  readonly #ctx: Ctx;
  readonly #ctxFor: (org: OrgId) => Ctx;
  #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: { ctx: Ctx; ctxFor: (org: OrgId) => Ctx }) {
    this.#ctx = options.ctx;
    this.#ctxFor = options.ctxFor;
  }

  start(): void {
    this.#stop = new AbortController();
    this.#running = this.#run(this.#stop.signal);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        while (!signal.aborted && (await sweepHolds(this.#ctx, this.#ctxFor)) > 0);
      } catch (error) {
        // The next round tries again, whatever it was.
        this.#ctx.log.warn({ error }, "holds could not be released");
      }
      await pause(everyMs, undefined, { signal, ref: false }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }
}

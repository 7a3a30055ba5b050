/** The worker loop: looks for due actions, claims them shard by shard, carries them out; sweeps what died. */
import type { Ctx } from "../../kernel/context.ts";
import { Problem } from "../../kernel/problem.ts";
import type { Action } from "./action.ts";
import { carryOut } from "./carry-out.ts";
import type { Claim } from "./claim.ts";
import { sweep, type SweepOptions } from "./resolve-unknown.ts";
import { claimDue, listDueShards, moveClaimed } from "./store/actions.ts";
import { forgetOldCounts } from "./store/sends.ts";
import { onWake } from "./wake.ts";

export interface DispatcherOptions extends SweepOptions {
  /** Acts as the system in no org: for looking over all shards. */
  readonly ctx: Ctx;
  readonly claimRows?: number;
  /** Shards worked on at the same time; slow carriers wait in parallel. */
  readonly lanes?: number;
}

const lookEveryMs = 250;
const sweepEveryMs = 5_000;
const failedAfter = 8;
const tidyEveryMs = 3_600_000;

export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #busy = new Map<number, Promise<void>>();
  #stopped = true;
  /** Set by stop(), so that a shard with much to do is left after the batch in hand. */
  #stopping = false;
  #woken = false;
  #tidyAtMs = 0;
  readonly #sleepers = new Set<{ wakeable: boolean; wake: () => void }>();
  #loops: Promise<unknown> = Promise.resolve();
  #forget: () => void = () => undefined;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopped = false;
    this.#stopping = false;
    this.#forget = onWake(() => {
      this.#woken = true;
      this.#wakeAll(false);
    });
    this.#loops = Promise.all([this.#look(), this.#keepSweeping()]);
  }

  /** Takes nothing new and waits for what is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopping = true;
    this.#forget();
    this.#wakeAll(true);
    await this.#loops;
    await Promise.all(this.#busy.values());
  }

  /** Carries out everything that is due now, and what follows from it; for tests and the graceful stop. */
  async runDue(): Promise<void> {
    for (let shards = await this.#dueShards(); shards.length > 0; shards = await this.#dueShards())
      for (const shard of shards) await this.#workShard(shard);
  }

  async #look(): Promise<void> {
    while (!this.#stopped) {
      this.#woken = false;
      await this.#guarded("look for due actions", async () => {
        for (const shard of await this.#dueShards()) {
          if (this.#stopped) return;
          if (this.#busy.has(shard)) continue;
          if (this.#busy.size >= (this.#options.lanes ?? 16)) await Promise.race(this.#busy.values());
          const work = this.#guarded("carry out actions", () => this.#workShard(shard)).finally(() =>
            this.#busy.delete(shard),
          );
          this.#busy.set(shard, work);
        }
      });
      if (!this.#woken) await this.#sleep(lookEveryMs, true);
    }
  }

  /** One round over what dead workers left behind and what nobody has answered; for tests, beside the loop. */
  async sweep(): Promise<void> {
    const { ctx } = this.#options;
    await sweep(ctx, this.#options);
    if (ctx.clock.monotonicMs() < this.#tidyAtMs) return;
    this.#tidyAtMs = ctx.clock.monotonicMs() + tidyEveryMs;
    const before = (ms: number) => new Date(ctx.clock.now().getTime() - ms);
    // Two days back no zone has that day any more.
    await forgetOldCounts(ctx, {
      window: before(tidyEveryMs),
      day: before(2 * 86_400_000)
        .toISOString()
        .slice(0, 10),
    });
  }

  async #keepSweeping(): Promise<void> {
    while (!this.#stopped) {
      await this.#guarded("sweep dead sends", () => this.sweep());
      await this.#sleep(sweepEveryMs);
    }
  }

  #dueShards(): Promise<number[]> {
    return listDueShards(this.#options.ctx, this.#options.ctx.clock.now());
  }

  async #workShard(shard: number): Promise<void> {
    const { ctx } = this.#options;
    const limit = this.#options.claimRows ?? 100;
    for (let claimed = limit; claimed === limit && !this.#stopping;) {
      const claim: Claim = { shard, lease: ctx.ids.next(), claimedAtMs: ctx.clock.monotonicMs() };
      const actions = await claimDue(ctx, { shard, lease: claim.lease, limit, now: ctx.clock.now() });
      claimed = actions.length;
      for (const [org, part] of Map.groupBy(actions, (action) => action.org))
        await this.#carryOutSafely(this.#options.ctxFor(org), claim, part);
    }
  }

  /** One action that always fails must not keep the others of its batch from leaving. */
  async #carryOutSafely(ctx: Ctx, claim: Claim, actions: readonly Action[]): Promise<void> {
    try {
      await carryOut(ctx, claim, actions);
    } catch (error) {
      const [only] = actions;
      if (actions.length > 1) for (const action of actions) await this.#carryOutSafely(ctx, claim, [action]);
      else if (only) await this.#putBack(ctx, claim, { action: only, error });
    }
  }

  async #putBack(ctx: Ctx, claim: Claim, { action, error }: { action: Action; error: unknown }): Promise<void> {
    ctx.log.error({ error, actionId: action.id, kind: action.kind }, "an action could not be carried out");
    const reason = error instanceof Error ? error.message.slice(0, 200) : "error";
    // Our own refusal is an answer; everything else may be better in a while.
    const isLast = error instanceof Problem || action.attempts + 1 >= failedAfter;
    const dueAt = new Date(ctx.clock.now().getTime() + 2 ** action.attempts * 1_000);
    const change = {
      id: action.id,
      reason,
      countAttempt: true,
      ...(isLast ? { state: "failed" as const } : { state: "planned" as const, dueAt }),
    };
    await moveClaimed(ctx, { shard: claim.shard, org: ctx.org, lease: claim.lease, from: ["due"] }, [change]);
  }

  /** The loops outlive any database outage: what fails is logged and tried again. */
  async #guarded(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#stopped) this.#options.ctx.log.warn({ error, what }, "the dispatcher had to try again");
      await this.#sleep(500);
    }
  }

  #wakeAll(isStop: boolean): void {
    for (const sleeper of this.#sleepers) if (isStop || sleeper.wakeable) sleeper.wake();
  }

  #sleep(ms: number, wakeable = false): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = {
        wakeable,
        wake: () => {
          clearTimeout(timer);
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      const timer = setTimeout(sleeper.wake, ms);
      this.#sleepers.add(sleeper);
    });
  }
}

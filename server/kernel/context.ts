import type { OrgId } from "../../contract/ids.ts";
import type { Clock } from "./clock.ts";
import type { Db } from "./database.ts";
import type { EventName, Events, Told } from "./events.ts";
import type { Ids } from "./ids.ts";
import type { JobName, Jobs } from "./jobs.ts";
import type { Log } from "./log.ts";

/** Who acts: a person of the org, a member, or the program itself (rules, jobs, carriers). */
export interface Actor {
  readonly kind: "staff" | "member" | "system";
  readonly id: string | null;
  readonly name: string;
  /**
   * Ids that limit what he sees: whatever hangs on others does not exist for him. Null for no limit. Stores ask
   * `within` (scope.ts) for their rows; `requireUnlimited` stands before what touches more than any limit.
   */
  readonly scope: ReadonlySet<string> | null;
  /** The access token that the call came with: it acts in the person's name, and is written down as itself. */
  readonly via?: { readonly id: string; readonly name: string };
}

/** What every use case gets: mechanism only. It never grows a product noun; collaborators are ordinary imports. */
export interface Ctx {
  /** The database, or inside `transaction` the transaction. */
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly actor: Actor;
  /** Every row read or written belongs to this org. It comes from the session, never from the request. */
  readonly org: OrgId;
  /**
   * Records a fact in the caller's transaction: listeners hear of it if and only if the change commits.
   * `subject` is whom or what it happened to (a member's, group's or other id); timelines read by it.
   */
  emit<N extends EventName>(name: N, subject: string, fact: Events[N]): Promise<void>;
  /** The same for one fact about each of many subjects, in one statement: for what is done to hundreds at once. */
  emitAll<N extends EventName>(name: N, told: readonly Told<N>[]): Promise<void>;
  /** Puts a job on the queue in the caller's transaction. A second call with the same key does nothing. */
  enqueue<N extends JobName>(name: N, payload: Jobs[N], options?: { at?: Date; key?: string }): Promise<void>;
  /** Runs `work` in one transaction; inside another it joins that one. No network call belongs in it. */
  transaction<T>(work: (tx: Ctx) => Promise<T>): Promise<T>;
  /** Runs after the outermost transaction has committed, and never if it does not: for hints to sockets and caches. */
  afterCommit(effect: () => void): void;
}

/** The org of requests that come before anybody is known (sign-in, join page). No row has it. */
export const noOrg = "00000000-0000-0000-0000-000000000000" as OrgId;

export const systemActor: Actor = { kind: "system", id: null, name: "system", scope: null };

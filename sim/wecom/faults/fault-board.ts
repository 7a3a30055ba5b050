import type { Chance } from "../chance.ts";
import type { SimClock } from "../clock.ts";

/** What can go wrong with an answer. Each says whether the call had taken effect. */
export const apiFaults = {
  latency: "answers later, by `ms`",
  status: "answers HTTP `status` (502 unless given), without effect",
  reset: "takes the whole request, has the effect unless `has_effect` is false, and cuts the connection",
  half_body: "has the effect, sends half of the answer and cuts the connection",
  wrong_json: "has the effect and answers JSON that cannot be read",
  html: "answers 200 with a web page, without effect",
  refuse: "answers `errcode` (-1 unless given), without effect",
  expire_token: "lets the caller's token expire at this very call: 42001",
  silence: "has the effect unless `has_effect` is false, and never answers",
} as const;

/** What can go wrong with a callback. */
export const callbackFaults = {
  drop: "is never sent",
  double: "is sent twice",
  hold: "is sent `ms` later (a chance up to that), so that others overtake it",
  garbage: "is preceded by a request that no receiver may believe",
} as const;

export type ApiFaultKind = keyof typeof apiFaults;
export type CallbackFaultKind = keyof typeof callbackFaults;

export const isApiFault = (kind: string): kind is ApiFaultKind => kind in apiFaults;
export const isCallbackFault = (kind: string): kind is CallbackFaultKind => kind in callbackFaults;

export interface FaultDraft {
  readonly kind: ApiFaultKind | CallbackFaultKind;
  /** API path such as `externalcontact/get`, or `*`; of no meaning for callbacks. */
  readonly api?: string | undefined;
  readonly corpid?: string | undefined;
  readonly probability?: number | undefined;
  /** How often it happens before it is over. */
  readonly count?: number | undefined;
  /** How long it lasts on the simulator's clock. */
  readonly seconds?: number | undefined;
  readonly ms?: number | undefined;
  readonly status?: number | undefined;
  readonly errcode?: number | undefined;
  readonly has_effect?: boolean | undefined;
}

export interface Fault extends FaultDraft {
  readonly id: number;
  readonly untilMs: number | undefined;
  hits: number;
}

/** The switches for everything that goes wrong. */
export class FaultBoard {
  readonly #clock: SimClock;
  readonly #chance: Chance;
  readonly #faults = new Map<number, Fault>();
  #ids = 0;

  constructor(clock: SimClock, chance: Chance) {
    this.#clock = clock;
    this.#chance = chance;
  }

  add(draft: FaultDraft): Fault {
    const untilMs = draft.seconds === undefined ? undefined : this.#clock.nowMs() + draft.seconds * 1000;
    const fault: Fault = { ...draft, id: ++this.#ids, untilMs, hits: 0 };
    this.#faults.set(fault.id, fault);
    return fault;
  }

  remove(id: number): boolean {
    return this.#faults.delete(id);
  }

  clear(): void {
    this.#faults.clear();
  }

  list(): Fault[] {
    this.#forgetEnded();
    return [...this.#faults.values()];
  }

  /** The faults that hit this call. */
  drawForCall(call: { readonly api: string; readonly corpid: string | undefined }): Fault[] {
    return this.#draw((fault) => {
      if (!isApiFault(fault.kind)) return false;
      const isThisApi = fault.api === undefined || fault.api === "*" || fault.api === call.api;
      return isThisApi && (fault.corpid === undefined || fault.corpid === call.corpid);
    });
  }

  /** The faults that hit this callback. */
  drawForCallback(corpid: string): Fault[] {
    return this.#draw((fault) => {
      return isCallbackFault(fault.kind) && (fault.corpid === undefined || fault.corpid === corpid);
    });
  }

  #draw(concerns: (fault: Fault) => boolean): Fault[] {
    if (this.#faults.size === 0) return [];
    this.#forgetEnded();
    const hit = [...this.#faults.values()].filter(
      (fault) => concerns(fault) && this.#chance.happens(fault.probability ?? 1),
    );
    for (const fault of hit) fault.hits++;
    return hit;
  }

  /** Its length of a wanted delay: the whole of `ms` for an answer, a chance up to it for a callback. */
  delayOf(fault: Fault): number {
    const ms = fault.ms ?? 1_000;
    return fault.kind === "hold" ? this.#chance.below(ms + 1) : ms;
  }

  #forgetEnded(): void {
    const nowMs = this.#clock.nowMs();
    for (const [id, fault] of this.#faults) {
      const isSpent = fault.count !== undefined && fault.hits >= fault.count;
      const isOver = fault.untilMs !== undefined && fault.untilMs <= nowMs;
      if (isSpent || isOver) this.#faults.delete(id);
    }
  }
}

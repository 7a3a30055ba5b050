/** One call of an API, as the tester sees it. */
export interface LoggedCall {
  readonly id: number;
  readonly atMs: number;
  readonly corpid: string | undefined;
  readonly agentid: number | undefined;
  readonly method: string;
  readonly api: string;
  readonly ip: string;
  /** HTTP status; undefined: the connection was cut, or nothing was ever said. */
  readonly status: number | undefined;
  readonly errcode: number | undefined;
  readonly errmsg: string;
  readonly tookMs: number;
  readonly faults: readonly string[];
  /** Both cut after a few thousand characters; a secret or token is not shown. */
  readonly request: string;
  readonly answer: string;
}

/** The last few thousand calls by name, all of them in numbers. */
export class CallLog {
  readonly #kept: number;
  #calls: LoggedCall[] = [];
  readonly #counts = new Map<string, Map<number, number>>();
  #ids = 0;
  onCall: ((call: LoggedCall) => void) | undefined;

  constructor(kept = 2_000) {
    this.#kept = kept;
  }

  record(call: Omit<LoggedCall, "id">): void {
    const logged = { ...call, id: ++this.#ids };
    this.#calls.push(logged);
    if (this.#calls.length > 2 * this.#kept) this.#calls = this.#calls.slice(-this.#kept);
    const codes = this.#counts.get(call.api) ?? new Map<number, number>();
    this.#counts.set(call.api, codes);
    const code = call.errcode ?? Number.NaN;
    codes.set(code, (codes.get(code) ?? 0) + 1);
    this.onCall?.(logged);
  }

  list(after = 0): LoggedCall[] {
    return this.#calls.slice(-this.#kept).filter((call) => call.id > after);
  }

  /** How often each API answered each code; `null` counts answers without one. */
  counts(): { readonly api: string; readonly errcode: number | null; readonly count: number }[] {
    return [...this.#counts].flatMap(([api, codes]) =>
      [...codes].map(([code, count]) => ({ api, errcode: Number.isNaN(code) ? null : code, count })),
    );
  }
}

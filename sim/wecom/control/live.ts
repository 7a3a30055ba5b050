import type { ServerResponse } from "node:http";
import type { LoggedCall } from "../api/call-log.ts";
import type { Delivery } from "../callbacks/delivery-log.ts";
import type { Simulator } from "../simulator.ts";

const intervalMs = 250;
/** Of a flood the newest are shown; the numbers count all. */
const shownAtOnce = 40;

/** Tells every open page what happened, a few times a second. */
export class Live {
  readonly #simulator: Simulator;
  readonly #pages = new Set<ServerResponse>();
  #callbacks = new Map<number, Delivery>();
  #calls: LoggedCall[] = [];
  #isDue = false;

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
    simulator.deliveries.onChange = (delivery) => {
      if (this.#pages.size > 0) this.#note(() => this.#callbacks.set(delivery.id, delivery));
    };
    simulator.calls.onCall = (call) => {
      if (this.#pages.size > 0) this.#note(() => this.#calls.push(call));
    };
  }

  open(response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    this.#pages.add(response);
    response.on("close", () => this.#pages.delete(response));
    const { deliveries, calls } = this.#simulator;
    this.#write(response, {
      callbacks: deliveries.list().slice(-shownAtOnce),
      calls: calls.list().slice(-shownAtOnce),
    });
  }

  #note(add: () => void): void {
    add();
    if (this.#isDue) return;
    this.#isDue = true;
    setTimeout(() => this.#flush(), intervalMs).unref();
  }

  #flush(): void {
    this.#isDue = false;
    const news = {
      callbacks: [...this.#callbacks.values()].slice(-shownAtOnce),
      calls: this.#calls.slice(-shownAtOnce),
    };
    this.#callbacks = new Map();
    this.#calls = [];
    for (const page of this.#pages) this.#write(page, news);
  }

  #write(page: ServerResponse, news: { callbacks: readonly Delivery[]; calls: readonly LoggedCall[] }): void {
    const { deliveries, clock } = this.#simulator;
    const said = { ...news, counts: deliveries.counts(), now_ms: clock.nowMs(), is_running: clock.isRunning };
    page.write(`data: ${JSON.stringify(said)}\n\n`);
  }
}

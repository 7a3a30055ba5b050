import type { ClientFrame, closeCodes, ServerFrame } from "../../../../contract/realtime.ts";
import { retryDelayMs } from "./retry-delay.ts";

export type Connection = "connecting" | "open" | "lost" | "refused";

export interface LivePorts {
  onFrame(frame: ServerFrame): void;
  onConnection(connection: Connection): void;
}

const pingEveryMs = 25_000;
/** The server ticks every 20 s: silence longer than this means that the line is dead, whatever the browser thinks. */
const silenceMs = 50_000;
const noSession: (typeof closeCodes)["noSession"] = 4401;

/** Keeps a socket to the group open until `stop`: comes back after every loss, sooner when the phone wakes up. */
export class Live {
  readonly #groupId: string;
  readonly #ports: LivePorts;
  #socket: WebSocket | undefined;
  #attempt = 0;
  #heardAt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #pulse: ReturnType<typeof setInterval>;

  constructor(groupId: string, ports: LivePorts) {
    this.#groupId = groupId;
    this.#ports = ports;
    this.#pulse = setInterval(() => this.#beat(), pingEveryMs);
    document.addEventListener("visibilitychange", this.#wake);
    window.addEventListener("online", this.#wake);
    window.addEventListener("offline", this.#sleep);
    this.#connect();
  }

  stop(): void {
    clearInterval(this.#pulse);
    clearTimeout(this.#retry);
    document.removeEventListener("visibilitychange", this.#wake);
    window.removeEventListener("online", this.#wake);
    window.removeEventListener("offline", this.#sleep);
    this.#drop();
  }

  readonly #wake = (): void => {
    if (document.visibilityState !== "visible") return;
    const isDead = this.#socket?.readyState !== WebSocket.OPEN || performance.now() - this.#heardAt > silenceMs;
    this.#attempt = 0;
    if (isDead) this.#connect();
    else this.#send({ type: "ping" });
  };

  readonly #sleep = (): void => {
    this.#ports.onConnection("lost");
  };

  #beat(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    if (performance.now() - this.#heardAt > silenceMs) this.#connect();
    else this.#send({ type: "ping" });
  }

  #connect(): void {
    clearTimeout(this.#retry);
    this.#drop();
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/ws/member`);
    this.#socket = socket;
    this.#heardAt = performance.now();
    socket.addEventListener("message", (event) => {
      if (socket === this.#socket && typeof event.data === "string") this.#receive(event.data);
    });
    socket.addEventListener("close", (event) => {
      if (socket === this.#socket) this.#lose(event.code);
    });
  }

  /** Lets go of the socket first: its late events then find that it is not the present one. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #receive(text: string): void {
    this.#heardAt = performance.now();
    // The shape is the contract's promise; a check at run time would bring zod to the phone.
    const frame = JSON.parse(text) as ServerFrame;
    if (frame.type === "hello") {
      this.#attempt = 0;
      this.#send({ type: "watch", groupId: this.#groupId });
      this.#ports.onFrame(frame);
      this.#ports.onConnection("open");
    } else this.#ports.onFrame(frame);
  }

  #lose(code: number): void {
    this.#socket = undefined;
    this.#ports.onConnection(code === noSession ? "refused" : "lost");
    if (code === noSession) return;
    this.#retry = setTimeout(() => this.#connect(), retryDelayMs(this.#attempt++, Math.random()));
  }

  #send(frame: ClientFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}

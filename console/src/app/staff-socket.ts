import type { ClientFrame, ServerFrame } from "../../../contract/realtime.ts";

export interface StaffSocket {
  readonly close: () => void;
}

export interface SocketListener {
  /** Frames of the watched group, and `hello` first after every (re)connection. */
  readonly onFrame: (frame: ServerFrame) => void;
  readonly onState: (state: "connecting" | "open") => void;
}

/** Server and proxies end silent connections; a ping every 25 s keeps them. */
const pingMs = 25_000;
const noSession = 4401;

/**
 * Watches one group and connects again by itself, at first after 0.5 s, then slower, at most every 15 s.
 * It stops when the session is over: the next HTTP answer shows the sign-in.
 */
export function watchGroup(groupId: string, listener: SocketListener): StaffSocket {
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isClosed = false;

  const send = (frame: ClientFrame) => socket?.send(JSON.stringify(frame));
  const connect = () => {
    listener.onState("connecting");
    const url = new URL("/ws/staff", window.location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const opened = new WebSocket(url);
    let ping: ReturnType<typeof setInterval> | undefined;
    socket = opened;
    opened.addEventListener("open", () => {
      failures = 0;
      send({ type: "watch", groupId });
      ping = setInterval(() => send({ type: "ping" }), pingMs);
      listener.onState("open");
    });
    opened.addEventListener("message", (event) => {
      const frame = readFrame(event.data);
      if (frame && !isClosed) listener.onFrame(frame);
    });
    opened.addEventListener("close", (event) => {
      clearInterval(ping);
      if (isClosed || event.code === noSession) return;
      listener.onState("connecting");
      timer = setTimeout(connect, Math.min(15_000, 500 * 2 ** failures++));
    });
  };

  connect();
  return {
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}

/** A frame that this version does not know is no reason to break. */
function readFrame(data: unknown): ServerFrame | undefined {
  if (typeof data !== "string") return undefined;
  const frame: unknown = JSON.parse(data);
  return typeof frame === "object" && frame !== null && "type" in frame ? (frame as ServerFrame) : undefined;
}

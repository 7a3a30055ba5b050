import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { createCanvas } from "@napi-rs/canvas";
import type { Page, Route, WebSocketRoute } from "playwright-core";
import type { Message } from "../../contract/messaging.ts";
import type { ProblemCode } from "../../contract/problems.ts";
import type { ClientFrame, ServerFrame } from "../../contract/realtime.ts";
import { buildId, buildMessage } from "./build-message.ts";
import { dense, groupId, meId, people } from "./pet-group.ts";

export const origin = "http://qundao.test";

type Answer = { readonly status: number; readonly body: unknown };
type Call = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
  readonly key: string | null;
};

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/**
 * The product as the members' app sees it, played inside the browser's network: every answer has the contract's
 * shape. What it keeps can be changed in the middle of a story.
 */
export class StubProduct {
  messages: Message[] = [];
  head = structuredClone(dense.head);
  join = structuredClone(dense.join);
  groups = [
    { id: groupId, name: "柯基群", communityName: "爪爪同城" },
    {
      id: "00000000-0000-4000-8000-000000000002",
      name: "杨浦滨江遛狗约伴与靠谱寄养互助三群",
      communityName: "爪爪同城",
    },
    { id: "00000000-0000-4000-8000-000000000003", name: "晨读打卡", communityName: "早睡早起的人" },
  ];
  neighbours = [people.owner, people.me, people.potato, people.alpha, people.long, people.latin, people.zhe].map(
    (one, n) => ({
      id: one.id,
      kind: one.kind,
      name: one.name,
      isOwner: n === 0,
      isOnline: n < 4,
    }),
  );
  /** What goes wrong: asked before every call of the API. "lost": no answer; "late": done, but the answer is lost. */
  fault: (call: Call) => ProblemCode | "lost" | "late" | null = () => null;
  isSocketOpen = true;
  readonly calls: Call[] = [];
  readonly #sockets = new Set<WebSocketRoute>();
  readonly #dist: string;

  constructor(dist: string) {
    this.#dist = dist;
  }

  async attach(page: Page): Promise<void> {
    await page.route(`${origin}/**`, (route) => this.#answer(route));
    await page.routeWebSocket(/\/ws\/member$/, (socket) => this.#connect(socket));
  }

  /** Stores a message and tells the sockets, unless the frame is to be lost. */
  say(message: Message, isHeard = true): void {
    this.messages.push(message);
    this.messages.sort((a, b) => (a.id < b.id ? -1 : 1));
    if (isHeard) this.push({ type: "message", groupId: message.groupId, message });
  }

  push(frame: ServerFrame): void {
    for (const socket of this.#sockets) socket.send(JSON.stringify(frame));
  }

  /** Cuts every socket, as a tunnel does. */
  async cut(): Promise<void> {
    const open = [...this.#sockets];
    this.#sockets.clear();
    await Promise.all(open.map((socket) => socket.close({ code: 1012 })));
  }

  #connect(socket: WebSocketRoute): void {
    if (!this.isSocketOpen) {
      void socket.close({ code: 1013 });
      return;
    }
    this.#sockets.add(socket);
    socket.onMessage((text) => {
      const frame: ClientFrame = JSON.parse(String(text));
      if (frame.type === "watch")
        socket.send(JSON.stringify({ type: "presence", groupId, onlineCount: this.head.onlineCount }));
    });
    socket.onClose(() => {
      this.#sockets.delete(socket);
    });
    const hello: ServerFrame = { type: "hello", serverTime: Date.now(), selfId: meId };
    socket.send(JSON.stringify(hello));
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const url = new URL(request.url());
    if (url.pathname.startsWith("/pictures/"))
      return route.fulfill({ contentType: "image/jpeg", body: drawPicture(url.pathname) });
    if (!url.pathname.startsWith("/api/")) return this.#serve(route, url.pathname);
    const isJson = request.headers()["content-type"]?.includes("json") ?? false;
    const call: Call = {
      method: request.method(),
      path: url.pathname.slice(4),
      query: url.searchParams,
      body: isJson ? (request.postDataJSON() as Call["body"]) : {},
      key: request.headers()["idempotency-key"] ?? null,
    };
    this.calls.push(call);
    const fault = this.fault(call);
    if (fault === "lost") return route.abort("internetdisconnected");
    const answer = fault === null || fault === "late" ? this.#call(call) : refuse(fault);
    if (fault === "late") return route.abort("connectionreset");
    return route.fulfill({ status: answer.status, contentType: "application/json", body: JSON.stringify(answer.body) });
  }

  #serve(route: Route, path: string): Promise<void> {
    const name = path.startsWith("/m/assets/") ? path.slice(3) : "index.html";
    const body = readFileSync(join(this.#dist, name));
    return route.fulfill({ contentType: types[extname(name)] ?? "application/octet-stream", body });
  }

  #call(call: Call): Answer {
    const { method, path } = call;
    const inGroup = /^\/h5\/groups\/[^/]+(\/.*)?$/.exec(path);
    if (path.endsWith("/join")) return ok({ groupId, memberId: meId });
    if (path.startsWith("/h5/live-codes/")) return ok(this.join);
    if (path === "/h5/me")
      return method === "PATCH"
        ? ok({ done: true })
        : ok({ memberId: meId, nickname: "小满", orgName: "爪爪生活馆", groups: this.groups });
    if (path === "/h5/pictures") return ok({ id: "00000000-0000-4000-8000-000000000309", width: 800, height: 600 });
    if (path === "/h5/my-data") return ok(myData);
    if (path === "/h5/my-data/export")
      return ok({ data: { nickname: "小满", messages: this.messages.filter((one) => one.sender.id === meId) } });
    if (inGroup) return this.#callInGroup(call, inGroup[1] ?? "");
    return ok({ done: true });
  }

  #callInGroup(call: Call, rest: string): Answer {
    if (rest === "") return ok(this.head);
    if (rest === "/members") {
      const q = call.query.get("q") ?? "";
      return ok({ items: this.neighbours.filter((one) => one.name.includes(q)), next: null });
    }
    if (rest === "/messages" && call.method === "GET") return ok(this.#read(call.query));
    if (rest === "/messages") return ok(this.#send(call.body));
    const recalled = /^\/messages\/([^/]+)\/recall$/.exec(rest)?.[1];
    if (recalled) this.#recall(recalled);
    return ok({ done: true });
  }

  #read(query: URLSearchParams): { items: Message[]; more: boolean } {
    const limit = Number(query.get("limit"));
    const [before, after] = [query.get("before"), query.get("after")];
    if (after !== null) {
      const newer = this.messages.filter((one) => one.id > after);
      return { items: newer.slice(0, limit), more: newer.length > limit };
    }
    const older = before === null ? this.messages : this.messages.filter((one) => one.id < before);
    return { items: older.slice(-limit), more: older.length > limit };
  }

  #send(body: Record<string, unknown>): Message {
    const key = String(body["key"]);
    const known = this.messages.find((one) => one.key === key);
    if (known) return known;
    const pictureId = body["pictureId"];
    const message = buildMessage({
      id: buildId(Date.now(), this.messages.length % 200),
      groupId,
      sender: people.me,
      text: typeof body["text"] === "string" ? body["text"] : "",
      key,
      ...(typeof pictureId === "string"
        ? { kind: "picture" as const, picture: { id: pictureId, width: 800, height: 600 } }
        : {}),
    });
    this.say(message);
    return message;
  }

  #recall(id: string): void {
    this.messages = this.messages.map((one) =>
      one.id === id ? { ...one, state: "recalled" as const, text: "" } : one,
    );
    const message = this.messages.find((one) => one.id === id);
    if (message) this.push({ type: "message.changed", groupId, message });
  }
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const refuse = (code: ProblemCode): Answer => ({ status: 409, body: { code, detail: {}, requestId: "req-31" } });

const myData = {
  nickname: "小满",
  joinedAt: "2026-08-03T09:12:00.000Z",
  identities: [{ carrier: "web", createdAt: "2026-08-03T09:12:00.000Z" }],
  consents: [
    { kind: "privacy", version: "2026-11", givenAt: "2026-08-03T09:12:00.000Z" },
    { kind: "messages", version: "2026-11", givenAt: "2026-08-03T09:12:00.000Z" },
    { kind: "contact", version: "2026-11", givenAt: "2026-09-14T03:00:00.000Z" },
  ],
  groups: [
    { name: "柯基群", joinedAt: "2026-08-03T09:12:00.000Z", leftAt: null },
    { name: "杨浦滨江遛狗约伴与靠谱寄养互助三群", joinedAt: "2026-08-20T09:12:00.000Z", leftAt: null },
    { name: "开学季快闪群", joinedAt: "2026-09-01T09:12:00.000Z", leftAt: "2026-09-02T15:00:00.000Z" },
  ],
  messageCount: 1284,
  pictureCount: 37,
  tags: ["热心", "三个月幼犬"],
};

const drawn = new Map<string, Buffer>();

/** A landscape in the colours of the product, one per address. */
function drawPicture(path: string): Buffer {
  const known = drawn.get(path);
  if (known) return known;
  const canvas = createCanvas(480, 360);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#cfe6e3";
  pen.fillRect(0, 0, 480, 360);
  pen.fillStyle = path.endsWith("2") ? "#e0673f" : "#d6a11d";
  pen.beginPath();
  pen.arc(150, 150, 60, 0, 7);
  pen.fill();
  pen.fillStyle = "#0f7673";
  pen.fillRect(0, 230, 480, 130);
  const body = canvas.toBuffer("image/jpeg");
  drawn.set(path, body);
  return body;
}

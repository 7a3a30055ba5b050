import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Fault, FaultBoard } from "../faults/fault-board.ts";
import { type Platform, RawAnswer } from "./api.ts";
import type { CallLog } from "./call-log.ts";
import { apis } from "./catalogue.ts";
import { conductCall, type Outcome, type Request, Traffic } from "./conduct.ts";

/** Larger requests are cut off: a file may have 20 MB, its form a little more. */
const largestBody = 21 * 1024 * 1024;

export interface ApiServerParts {
  readonly platform: Platform;
  readonly faults: FaultBoard;
  readonly log: CallLog;
}

/** qyapi.weixin.qq.com: everything below /cgi-bin/. */
export function createApiServer(parts: ApiServerParts): Server {
  const traffic = new Traffic();
  const server = createServer((incoming, response) => {
    void answerOne({ ...parts, traffic }, incoming, response).catch((error: unknown) => {
      // A bug of the simulator: said on the wire, so that the caller's test shows it.
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { "content-type": "text/plain" }).end(String(error));
    });
  });
  // A caller's connection is cut when a fault says so, and not because it was idle for five seconds.
  server.keepAliveTimeout = 75_000;
  return server;
}

async function answerOne(
  parts: ApiServerParts & { readonly traffic: Traffic },
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const since = performance.now();
  const request = await readRequest(parts.platform, incoming);
  if (!request) return void sendPage(response, 404, "404 Not Found");
  const { api, query } = request;
  const path = api?.path ?? "gettoken";
  const corpid = query.get("corpid") ?? tokenOwner(parts.platform, query);
  const faults = parts.faults.drawForCall({ api: path, corpid });
  for (const fault of faults) if (fault.kind === "latency") await pause(parts.faults.delayOf(fault));
  const hasEffect = !faults.some(preventsEffect);
  const outcome = hasEffect ? await conductCall(parts, request, faults) : undefined;
  const { clock, settings } = parts.platform.world;
  const said = speak(response, { outcome, faults, nowMs: clock.nowMs() + settings.clockSkewMs });
  logCall(parts, { request, outcome, faults, said, tookMs: performance.now() - since });
}

async function readRequest({ world }: Platform, incoming: IncomingMessage): Promise<Request | undefined> {
  const url = new URL(incoming.url ?? "/", "http://qyapi");
  const path = url.pathname.startsWith("/cgi-bin/") ? url.pathname.slice("/cgi-bin/".length) : "";
  const api = apis.get(path);
  const body = await readBody(incoming);
  if (!api && path !== "gettoken") return undefined;
  const remote = (incoming.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  return {
    api,
    path,
    method: incoming.method ?? "GET",
    ip: world.settings.callerIp ?? remote,
    query: url.searchParams,
    contentType: incoming.headers["content-type"] ?? "",
    range: incoming.headers.range,
    body,
  };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > largestBody) throw new RangeError("request entity too large");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function tokenOwner({ tokens }: Platform, query: URLSearchParams): string | undefined {
  const found = tokens.find(query.get("access_token") ?? "");
  return found.state === "good" ? found.corp.corpid : undefined;
}

function preventsEffect(fault: Fault): boolean {
  if (fault.kind === "status" || fault.kind === "html") return true;
  return (fault.kind === "reset" || fault.kind === "silence") && fault.has_effect === false;
}

/** Says it, or fails to as the faults demand. Answers the HTTP status and what was sent. */
function speak(
  response: ServerResponse,
  at: { readonly outcome: Outcome | undefined; readonly faults: readonly Fault[]; readonly nowMs: number },
): { readonly status: number | undefined; readonly text: string } {
  const { outcome, faults, nowMs } = at;
  const find = (kind: Fault["kind"]) => faults.find((fault) => fault.kind === kind);
  // Not the machine's time: a caller may compare clocks.
  response.setHeader("date", new Date(nowMs).toUTCString());
  const status = find("status");
  if (status) return sendPage(response, status.status ?? 502, `${status.status ?? 502} Bad Gateway`);
  if (find("html")) return sendPage(response, 200, "网络访问受限，请先登录");
  if (find("silence")) return { status: undefined, text: "" };
  if (find("reset") || !outcome) {
    response.socket?.resetAndDestroy();
    return { status: undefined, text: "" };
  }
  const { answer } = outcome;
  if (answer instanceof RawAnswer) {
    response.writeHead(answer.status, { ...answer.headers, "content-length": answer.bytes.length }).end(answer.bytes);
    return { status: answer.status, text: `${answer.bytes.length} bytes` };
  }
  const text = JSON.stringify(answer);
  const body = find("wrong_json") ? `${text.slice(0, -1)},` : text;
  response.writeHead(200, {
    "content-type": "application/json; charset=UTF-8",
    "content-length": Buffer.byteLength(body),
    "error-code": outcome.errcode,
    "error-msg": encodeURI(outcome.errmsg.split(", hint:", 1)[0] ?? ""),
  });
  if (find("half_body")) {
    const half = Buffer.from(body).subarray(0, Math.ceil(Buffer.byteLength(body) / 2));
    response.write(half, () => response.socket?.resetAndDestroy());
    return { status: 200, text: half.toString("utf8") };
  }
  response.end(body);
  return { status: 200, text: body };
}

function sendPage(response: ServerResponse, status: number, words: string): { status: number; text: string } {
  const page = `<html><head><meta charset="utf-8"><title>${words}</title></head><body><h1>${words}</h1></body></html>`;
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(page);
  return { status, text: page };
}

function logCall(
  { log, platform }: ApiServerParts,
  at: {
    readonly request: Request;
    readonly outcome: Outcome | undefined;
    readonly faults: readonly Fault[];
    readonly said: { readonly status: number | undefined; readonly text: string };
    readonly tookMs: number;
  },
): void {
  const { request, outcome, faults, said, tookMs } = at;
  const { api, method, ip, query } = request;
  log.record({
    atMs: platform.world.clock.nowMs(),
    corpid: outcome?.corp?.corpid ?? query.get("corpid") ?? undefined,
    agentid: outcome?.app?.agentid,
    method,
    api: api?.path ?? "gettoken",
    ip,
    status: said.status,
    errcode: outcome?.errcode,
    errmsg: outcome?.errmsg ?? "",
    tookMs,
    faults: faults.map((fault) => fault.kind),
    request: describeRequest(request),
    answer: hideToken(said.text.slice(0, 4_000)),
  });
}

function describeRequest({ api, query, body }: Request): string {
  const visible = new URLSearchParams(query);
  for (const name of ["access_token", "corpsecret"]) if (visible.has(name)) visible.set(name, "…");
  const asked = api?.isUpload ? `${body.length} bytes` : body.toString("utf8", 0, 4_000);
  return [visible.toString(), asked].filter(Boolean).join("\n");
}

function hideToken(text: string): string {
  return text.replace(/"access_token":"[^"]*"/, '"access_token":"…"');
}

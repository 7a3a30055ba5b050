import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { deliver } from "./deliver.ts";
import { Effects } from "./effects.ts";

export interface FakeCarrierOptions {
  readonly latencyMs: readonly [from: number, to: number];
  /** Share of sends that go wrong in one of four ways. */
  readonly faultRate: number;
  readonly unknown: "idempotent" | "queryable" | "opaque";
  readonly secret: string;
  readonly random: () => number;
}

type Fault = "none" | "server_error" | "reset_before" | "reset_after" | "silence";
const faults: readonly Fault[] = ["server_error", "reset_before", "reset_after", "silence"];

interface SendBody {
  readonly parcels: readonly { readonly key: string; readonly text?: string }[];
}

interface DeliverBody {
  readonly url: string;
  readonly messages: readonly { readonly id: string }[];
  readonly batch?: number;
  readonly lanes?: number;
  readonly repeatRate?: number;
}

/**
 * The HTTP server of a platform that can misbehave. A text of "refuse" is refused, one of "away" is answered 503,
 * one of "silence" takes effect and is not answered the first time.
 */
export function createFakeCarrier(options: FakeCarrierOptions): Server {
  const effects = new Effects(options.unknown === "idempotent");
  const acknowledged = new Set<string>();
  const routes: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>>> = {
    "POST /sends": (request, response) => receiveSend({ request, response, effects, options }),
    "GET /effects": async (_request, response) => answer(response, 200, effects.summary()),
    "GET /effects/keys": async (_request, response) => answer(response, 200, { keys: effects.times() }),
    "GET /acknowledged": async (_request, response) => answer(response, 200, { ids: [...acknowledged] }),
    "POST /deliver": async (request, response) => {
      const { batch = 100, lanes = 4, repeatRate = 0, ...rest } = (await readJson(request)) as DeliverBody;
      const onAcknowledged = (ids: readonly string[]) => {
        for (const id of ids) acknowledged.add(id);
      };
      await deliver({
        ...rest,
        batch,
        lanes,
        repeatRate,
        secret: options.secret,
        random: options.random,
        onAcknowledged,
      });
      answer(response, 200, { acknowledged: acknowledged.size });
    },
  };
  return createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://fake").pathname;
    const route = routes[`${request.method} ${path}`];
    if (route) void route(request, response).catch((error: unknown) => answer(response, 500, { error: String(error) }));
    else if (request.method === "GET" && path.startsWith("/sends/"))
      answerFound(response, effects.find(decodeURIComponent(path.slice("/sends/".length))));
    else answer(response, 404, {});
  });
}

function answerFound(response: ServerResponse, receipt: object | undefined): void {
  answer(response, receipt ? 200 : 404, receipt ?? {});
}

async function receiveSend(at: {
  request: IncomingMessage;
  response: ServerResponse;
  effects: Effects;
  options: FakeCarrierOptions;
}): Promise<void> {
  const { request, response, effects, options } = at;
  const { parcels } = (await readJson(request)) as SendBody;
  const [from, to] = options.latencyMs;
  const fault = chooseFault(options);
  if (parcels.some((parcel) => parcel.text === "away")) return answer(response, 503, { error: "away" });
  if (fault === "reset_before") return void request.socket.destroy();
  if (fault === "server_error") return answer(response, 503, { error: "busy" });
  await pause(from + options.random() * (to - from));
  const isSilenced = parcels.some((parcel) => parcel.text === "silence" && !effects.find(parcel.key));
  const receipts = parcels.map((parcel) => effects.apply(parcel.key, parcel.text === "refuse" ? "refused" : "sent"));
  if (fault === "reset_after") return void request.socket.destroy();
  if (fault === "silence" || isSilenced) return;
  answer(response, 200, { receipts });
}

function chooseFault(options: FakeCarrierOptions): Fault {
  if (options.random() >= options.faultRate) return "none";
  return faults[Math.floor(options.random() * faults.length)] ?? "none";
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

import { setTimeout as pause } from "node:timers/promises";
import type { Fault } from "../faults/fault-board.ts";
import { Refusal, refuse } from "../refusal.ts";
import type { App, Corp } from "../world/corp.ts";
import { type Api, type Platform, RawAnswer } from "./api.ts";
import { passGate } from "./gate.ts";
import { readUpload } from "./multipart.ts";
import { getToken } from "./open-apis.ts";

/** A JSON body may have a megabyte. */
const largestJson = 1024 * 1024;

/** A request as it came. */
export interface Request {
  readonly api: Api | undefined;
  readonly path: string;
  readonly method: string;
  readonly ip: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly range: string | undefined;
  readonly body: Buffer;
}

/** What is to be answered, and who asked, as far as that became known. */
export interface Outcome {
  readonly answer: object | RawAnswer;
  readonly errcode: number;
  readonly errmsg: string;
  readonly corp?: Corp;
  readonly app?: App;
}

/** Calls that are being answered now, per corp and API, and records that are being written. */
export class Traffic {
  readonly #open = new Map<string, number>();
  readonly #locks = new Set<string>();

  enter(key: string, limit: number): void {
    const open = this.#open.get(key) ?? 0;
    if (open >= limit) refuse(45033);
    this.#open.set(key, open + 1);
  }

  leave(key: string): void {
    const open = (this.#open.get(key) ?? 1) - 1;
    if (open > 0) this.#open.set(key, open);
    else this.#open.delete(key);
  }

  lock(key: string, errcode: number): void {
    if (this.#locks.has(key)) refuse(errcode);
    this.#locks.add(key);
  }

  unlock(key: string): void {
    this.#locks.delete(key);
  }
}

/** Answers one request: the gate, the wait, the API itself. A refusal is an answer like any other. */
export async function conductCall(
  at: { readonly platform: Platform; readonly traffic: Traffic },
  request: Request,
  faults: readonly Fault[],
): Promise<Outcome> {
  const caller: { corp?: Corp; app?: App } = {};
  const warning = isBroken(request) ? "Warning: wrong json format. " : "";
  try {
    const answer = await answerRequest({ ...at, caller }, request, faults);
    return { answer: withCode(answer, warning), errcode: 0, errmsg: `${warning}ok`, ...caller };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const errmsg = `${warning}${describe(at.platform, error, request.ip)}`;
    const answer = { ...request.api?.besideRefusal, errcode: error.errcode, errmsg };
    return { answer, errcode: error.errcode, errmsg, ...caller };
  }
}

async function answerRequest(
  at: { readonly platform: Platform; readonly traffic: Traffic; readonly caller: { corp?: Corp; app?: App } },
  request: Request,
  faults: readonly Fault[],
): Promise<object> {
  const { platform, traffic, caller } = at;
  const { api, ip, query, method } = request;
  const find = (kind: Fault["kind"]) => faults.find((fault) => fault.kind === kind);
  if (!api) {
    await waitAsSet(platform);
    refuseIfSet(find("refuse"));
    return getToken({ ...platform, ip, query });
  }
  if (find("expire_token")) platform.tokens.expire(query.get("access_token") ?? "");
  const { corp, app } = passGate(platform, { api, method, ip, query });
  Object.assign(caller, { corp, app });
  const lane = `${corp.corpid}/${api.path}`;
  traffic.enter(lane, corp.limits.parallelCalls);
  let lock: string | undefined;
  try {
    const raw = readInput(api, request);
    const held = api.lockOf(raw);
    if (held) {
      const key = `${corp.corpid}/${held.key}`;
      traffic.lock(key, held.errcode);
      lock = key;
    }
    await waitAsSet(platform);
    refuseIfSet(find("refuse"));
    const nowMs = platform.world.clock.nowMs();
    const file = api.isUpload ? readUpload(request.contentType, request.body) : undefined;
    const { range } = request;
    const call = {
      ...platform,
      corp,
      app,
      api: api.path,
      ip,
      query,
      nowMs,
      now: Math.floor(nowMs / 1000),
      file,
      range,
    };
    return api.run(call, raw);
  } finally {
    if (lock !== undefined) traffic.unlock(lock);
    traffic.leave(lane);
  }
}

/** GETs and uploads say what they want in the query, all else in the body; broken JSON counts as an empty one. */
function readInput(api: Api, request: Request): unknown {
  if (api.method === "GET" || api.isUpload) return Object.fromEntries(request.query);
  if (request.body.length > largestJson) refuse(40206);
  return parse(request.body) ?? {};
}

function isBroken({ api, body }: Request): boolean {
  return api?.method === "POST" && !api.isUpload && body.length > 0 && parse(body) === undefined;
}

function parse(body: Buffer): unknown {
  try {
    const value: unknown = body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function waitAsSet({ world, chance }: Platform): Promise<void> {
  const [from, to] = world.settings.latencyMs;
  if (to > 0) await pause(chance.between(from, Math.max(from, to)));
}

function refuseIfSet(fault: Fault | undefined): void {
  if (fault) refuse(fault.errcode ?? -1);
}

function withCode(answer: object, warning: string): object {
  return answer instanceof RawAnswer ? answer : { errcode: 0, errmsg: `${warning}ok`, ...answer };
}

/** As the platform words it: what is wrong, a number to ask support with, from where, and where to read on. */
function describe({ world, chance }: Platform, { errcode, message }: Refusal, ip: string): string {
  const hint = `${world.clock.seconds()}_${chance.between(1, 99)}_${chance.hex(32)}`;
  const page = `https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
  return `${message}, hint: [${hint}], from ip: ${ip}, more info at ${page}`;
}

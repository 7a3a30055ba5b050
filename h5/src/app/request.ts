import type { Method } from "../../../contract/route.ts";
import type { ProblemBody } from "../../../contract/problems.ts";
import { NoAnswer, Refusal } from "./problem.ts";
import { noteDateHeader } from "./server-clock.ts";
import { makeUuid } from "./uuid.ts";

/** A phone in a lift keeps a request open for minutes; after this it counts as not answered. */
const patienceMs = 20_000;

interface Call {
  readonly method: Method;
  readonly path: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The Idempotency-Key: a repeat of the same act of a person passes the same one. */
  readonly key?: string;
}

/** Where a call goes and what it carries: path parameters are taken out of the input, the rest is query or body. */
export function placeInput(call: Pick<Call, "method" | "path" | "input">): {
  readonly url: string;
  readonly body: string | null;
} {
  const rest = new Map(Object.entries(call.input).filter(([, value]) => value !== undefined));
  const path = call.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = String(rest.get(name));
    rest.delete(name);
    return encodeURIComponent(value);
  });
  if (call.method !== "GET" && call.method !== "DELETE")
    return { url: `/api${path}`, body: JSON.stringify(Object.fromEntries(rest)) };
  const query = new URLSearchParams([...rest].map(([name, value]) => [name, String(value)]));
  return { url: rest.size > 0 ? `/api${path}?${query}` : `/api${path}`, body: null };
}

/** Calls a route. Throws Refusal when the server said no, NoAnswer when it said nothing. */
export async function request<T>(call: Call): Promise<T> {
  const { url, body } = placeInput(call);
  const headers: Record<string, string> = { accept: "application/json" };
  if (body !== null) headers["content-type"] = "application/json";
  if (call.method !== "GET") headers["idempotency-key"] = call.key ?? makeUuid();
  const answer = await ask(url, { method: call.method, headers, body, credentials: "same-origin" });
  noteDateHeader(answer.headers.get("date"));
  const text = await answer.text().catch(() => {
    throw new NoAnswer("the answer broke off");
  });
  return readAnswer<T>({ status: answer.status, text, retryAfter: answer.headers.get("retry-after") });
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMs);
  try {
    return await fetch(url, { ...init, signal: patience.signal });
  } catch (error) {
    throw new NoAnswer("the network gave no answer", { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
}

function readAnswer<T>({ status, text, retryAfter }: Answer): T {
  const body = parse(text);
  // The shape is the contract's promise; a check at run time would bring zod to the phone.
  if (status >= 200 && status < 300 && body !== undefined) return body as T;
  const seconds = Number(retryAfter ?? Number.NaN);
  throw new Refusal(asProblem(body, status), Number.isFinite(seconds) ? seconds * 1000 : null);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy in between answers with HTML: the status decides.
    return undefined;
  }
}

function asProblem(body: unknown, status: number): ProblemBody {
  if (isProblem(body)) return body;
  const codes: Readonly<Record<number, ProblemBody["code"]>> = { 413: "input.too_large", 429: "request.too_many" };
  return { code: codes[status] ?? "system.unavailable", detail: {}, requestId: "" };
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === "object" && body !== null && "code" in body && typeof body.code === "string";
}

interface Upload {
  readonly path: string;
  readonly file: Blob;
  readonly key: string;
  readonly onProgress: (share: number) => void;
}

/** Uploads one part `file`. XMLHttpRequest, because fetch cannot tell how much has left. */
export function upload<T>({ path, file, key, onProgress }: Upload): Promise<T> {
  return new Promise((resolve, reject) => {
    const wire = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file);
    wire.open("POST", `/api${path}`);
    wire.setRequestHeader("idempotency-key", key);
    wire.timeout = 120_000;
    wire.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    const fail = () => reject(new NoAnswer("the upload got no answer"));
    for (const name of ["error", "timeout", "abort"] as const) wire.addEventListener(name, fail);
    wire.addEventListener("load", () => {
      const retryAfter = wire.getResponseHeader("retry-after");
      Promise.resolve({ status: wire.status, text: wire.responseText, retryAfter })
        .then((answer) => readAnswer<T>(answer))
        .then(resolve, reject);
    });
    wire.send(form);
  });
}
